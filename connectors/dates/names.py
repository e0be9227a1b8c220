"""What months and weekdays are called, in some forty languages: plain tables.

Names are compared without case and accents (``plain``). A beginning of three letters or more stands for the name where it is that of
one only: so do most languages abbreviate.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Twelve months a language; "/" parts the cases and spellings of one.
_MONTHS = {
    "en": "january february march april may june july august september october november december",
    "de": "januar/jänner februar/feber märz/maerz/mrz april mai juni juli august september oktober november dezember",
    "fr": "janvier février/fevr mars avril mai juin juillet/juil août/aout septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "ca": "gener febrer març abril maig juny juliol agost/ag setembre octubre novembre desembre",
    "gl": "xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro",
    "eu": "urtarrila/urtarrilaren otsaila/otsailaren martxoa/martxoaren apirila/apirilaren maiatza/maiatzaren ekaina/ekainaren "
    "uztaila/uztailaren abuztua/abuztuaren iraila/irailaren urria/urriaren azaroa/azaroaren abendua/abenduaren",
    "nl": "januari februari maart/mrt april mei juni juli augustus september oktober november december",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "no": "januar februar mars april mai juni juli august september oktober november desember",
    "is": "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",
    "fi": "tammikuu/tammikuuta helmikuu/helmikuuta maaliskuu/maaliskuuta huhtikuu/huhtikuuta toukokuu/toukokuuta kesäkuu/kesäkuuta "
    "heinäkuu/heinäkuuta elokuu/elokuuta syyskuu/syyskuuta lokakuu/lokakuuta marraskuu/marraskuuta joulukuu/joulukuuta",
    "et": "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember",
    "lv": "janvāris/janvārī/janvāra februāris/februārī/februāra marts/martā/marta aprīlis/aprīlī/aprīļa maijs/maijā/maija "
    "jūnijs/jūnijā/jūnija jūlijs/jūlijā/jūlija augusts/augustā/augusta septembris/septembrī/septembra oktobris/oktobrī/oktobra "
    "novembris/novembrī/novembra decembris/decembrī/decembra",
    "lt": "sausis/sausio vasaris/vasario kovas/kovo balandis/balandžio gegužė/gegužės birželis/birželio liepa/liepos "
    "rugpjūtis/rugpjūčio rugsėjis/rugsėjo spalis/spalio lapkritis/lapkričio gruodis/gruodžio",
    "pl": "styczeń/stycznia luty/lutego marzec/marca kwiecień/kwietnia maj/maja czerwiec/czerwca lipiec/lipca sierpień/sierpnia "
    "wrzesień/września październik/października listopad/listopada grudzień/grudnia",
    "cs": "leden/ledna únor/února březen/března duben/dubna květen/května červen/června/čvn červenec/července/čvc srpen/srpna září/zář "
    "říjen/října listopad/listopadu prosinec/prosince",
    "sk": "január/januára február/februára marec/marca apríl/apríla máj/mája jún/júna júl/júla august/augusta september/septembra "
    "október/októbra november/novembra december/decembra",
    "sl": "januar/januarja februar/februarja marec/marca april/aprila maj/maja junij/junija julij/julija avgust/avgusta "
    "september/septembra oktober/oktobra november/novembra december/decembra",
    "hr": "siječanj/siječnja veljača/veljače ožujak/ožujka travanj/travnja svibanj/svibnja lipanj/lipnja srpanj/srpnja "
    "kolovoz/kolovoza rujan/rujna listopad/listopada/listopadu studeni/studenoga/studenog prosinac/prosinca",
    "sr": "јануар/јануара/januar/januara фебруар/фебруара/februar/februara март/марта/mart/marta април/априла/april/aprila "
    "мај/маја/maj/maja јун/јуна/јуни/jun/juna/juni јул/јула/јули/jul/jula/juli "
    "август/августа/avgust/avgusta септембар/септембра/septembar/septembra "
    "октобар/октобра/oktobar/oktobra новембар/новембра/novembar/novembra децембар/децембра/decembar/decembra",
    "mk": "јануари февруари март април мај јуни јули август септември октомври ноември декември",
    "bg": "януари февруари март април май юни юли август септември октомври ноември декември",
    "ru": "январь/января февраль/февраля март/марта апрель/апреля май/мая июнь/июня июль/июля август/августа сентябрь/сентября "
    "октябрь/октября ноябрь/ноября декабрь/декабря",
    "uk": "січень/січня лютий/лютого березень/березня квітень/квітня травень/травня червень/червня липень/липня серпень/серпня "
    "вересень/вересня жовтень/жовтня листопад/листопада грудень/грудня",
    "be": "студзень/студзеня люты/лютага сакавік/сакавіка красавік/красавіка май/мая/травень чэрвень/чэрвеня ліпень/ліпеня "
    "жнівень/жніўня верасень/верасня кастрычнік/кастрычніка лістапад/лістапада снежань/снежня",
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "el": "ιανουάριος/ιανουαρίου φεβρουάριος/φεβρουαρίου μάρτιος/μαρτίου απρίλιος/απριλίου μάιος/μαΐου ιούνιος/ιουνίου ιούλιος/ιουλίου "
    "αύγουστος/αυγούστου σεπτέμβριος/σεπτεμβρίου οκτώβριος/οκτωβρίου νοέμβριος/νοεμβρίου δεκέμβριος/δεκεμβρίου",
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "hu": "január február március április május június július augusztus szeptember október november december",
    "sq": "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "az": "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
    "id": "januari februari maret april mei juni juli agustus september oktober november desember",
    "ms": "januari februari mac april mei jun julai ogos september oktober november disember",
    "he": "ינואר/בינואר פברואר/בפברואר מרץ/במרץ/מרס/במרס אפריל/באפריל מאי/במאי יוני/ביוני יולי/ביולי אוגוסט/באוגוסט ספטמבר/בספטמבר "
    "אוקטובר/באוקטובר נובמבר/בנובמבר דצמבר/בדצמבר",
    "ar": "يناير/جانفي/كانونالثاني فبراير/فيفري/شباط مارس/آذار أبريل/إبريل/أفريل/نيسان "
    "مايو/ماي/أيار يونيو/يونيه/جوان/حزيران يوليو/يوليه/جويلية/تموز أغسطس/أوت/غشت/آب "
    "سبتمبر/شتنبر/أيلول أكتوبر/تشرينالأول نوفمبر/نونبر/تشرينالثاني ديسمبر/دجنبر/كانونالأول",
    "fa": "ژانویه فوریه مارس آوریل مه/می ژوئن ژوئیه/جولای اوت/آگوست سپتامبر اکتبر نوامبر دسامبر",
    "ur": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "hi": "जनवरी फरवरी/फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर अक्टूबर/अक्तूबर नवंबर/नवम्बर दिसंबर/दिसम्बर",
    "bn": "জানুয়ারি/জানুয়ারী ফেব্রুয়ারি/ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট/অগাস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
    "ta": "ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்",
    "th": "มกราคม/มค กุมภาพันธ์/กพ มีนาคม/มีค เมษายน/เมย พฤษภาคม/พค มิถุนายน/มิย กรกฎาคม/กค สิงหาคม/สค กันยายน/กย ตุลาคม/ตค "
    "พฤศจิกายน/พย ธันวาคม/ธค",
    "ka": "იანვარი/იანვარს თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი დეკემბერი",
    "hy": "հունվար/հունվարի/հնվ փետրվար/փետրվարի/փտվ մարտ/մարտի/մրտ ապրիլ/ապրիլի "
    "մայիս/մայիսի/մյս հունիս/հունիսի/հնս հուլիս/հուլիսի/հլս օգոստոս/օգոստոսի/օգս "
    "սեպտեմբեր/սեպտեմբերի հոկտեմբեր/հոկտեմբերի նոյեմբեր/նոյեմբերի դեկտեմբեր/դեկտեմբերի",
}

# Weekdays are only passed over, so one list serves all languages.
_WEEKDAYS = """
monday tuesday tues wednesday thursday thurs thur friday saturday sunday montag dienstag mittwoch
donnerstag freitag samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes
martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica
segunda terça quarta quinta sexta feira dilluns dimarts dimecres dijous divendres dissabte diumenge
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag måndag tisdag onsdag torsdag fredag lördag
söndag mandag tirsdag lørdag søndag mánudagur þriðjudagur miðvikudagur fimmtudagur föstudagur laugardagur
sunnudagur maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai maanantaina tiistaina
keskiviikkona torstaina perjantaina lauantaina sunnuntaina esmaspäev teisipäev kolmapäev neljapäev reede
laupäev pühapäev pirmdiena otrdiena trešdiena ceturtdiena piektdiena sestdiena svētdiena pirmadienis
antradienis trečiadienis ketvirtadienis penktadienis šeštadienis sekmadienis poniedziałek wtorek środa
czwartek piątek sobota niedziela pondělí úterý středa čtvrtek pátek neděle pondelok utorok streda štvrtok
piatok nedeľa ponedeljek torek sreda četrtek petek nedelja ponedjeljak utorak srijeda četvrtak petak
subota nedjelja ponedeljak понедељак уторак среда четвртак петак субота недеља понеделник вторник сряда
четвъртък петък събота неделя вторник сабота недела понедельник четверг пятница суббота воскресенье
понеділок вівторок середа четвер пʼятниця п'ятниця пятниця субота неділя нд панядзелак аўторак серада
чацвер пятніца нядзеля δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή luni marți miercuri joi
vineri sâmbătă duminică hétfő kedd szerda csütörtök péntek szombat vasárnap pazartesi salı çarşamba
perşembe cuma cumartesi pazar senin selasa rabu kamis jumat sabtu minggu isnin khamis jumaat ahad יום שני
שלישי רביעי חמישי שישי שבת ראשון الاثنين
الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد دوشنبه
سه‌شنبه چهارشنبه پنجشنبه جمعه شنبه یکشنبه سوموار پیر منگل بدھ جمعرات ہفتہ اتوار सोमवार मंगलवार बुधवार
गुरुवार शुक्रवार शनिवार रविवार সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার রবিবার திங்கள் செவ்வாய்
புதன் வியாழன் வெள்ளி சனி ஞாயிறு จันทร์ อังคาร พุธ พฤหัสบดี ศุกร์ เสาร์ อาทิตย์ วันจันทร์ วันอังคาร วันพุธ
วันพฤหัสบดี วันศุกร์ วันเสาร์ วันอาทิตย์ ორშაბათი სამშაბათი ოთხშაბათი ხუთშაბათი პარასკევი შაბათი კვირა
երկուշաբթի երեքշաբթի չորեքշաբթի հինգշաբթի ուրբաթ շաբաթ կիրակի 月 火 水 木 金 土 日 월 화 수 목 금 토 일
astelehena asteartea asteazkena osteguna ostirala larunbata igandea luns mércores xoves venres thứ hai ba tư năm sáu bảy chủ nhật cn
bazar ertəsi çərşənbə axşamı cümə şənbə дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі ahd
"""

# Of two letters only where they are in use: others mean other things, such as the Hungarian afternoon ("du").
_SHORT_WEEKDAYS = """
mo di mi do fr sa so tu we th su ma wo vr za zo ti ke to pe la on lø sø må po út st čt pá ne pn wt śr cz pt nd ut sr če
dl dt dc dj dv ds dg pr an kt št sk cn
пн вт ср чт пт сб вс нд
"""

_ALIKE = {"nb": "no", "nn": "no", "bs": "hr", "sh": "hr", "iw": "he", "in": "id"}


def plain(text: str) -> str:
    """Text without case, accents and invisible characters.

    >>> plain("Août"), plain("Μαΐου")
    ('aout', 'μαιου')
    """
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFD", text.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c) and unicodedata.category(c) != "Cf"))


def months_of(word: str, language: str = "") -> frozenset[int]:
    """The months, 1 to 12, that a word in the form of ``plain`` can mean: in that language if it has the word, else in any.

    >>> sorted(months_of("sept")), sorted(months_of("listopada")), sorted(months_of("listopada", "hr")), sorted(months_of("and"))
    ([9], [10, 11], [10], [])
    """
    known = _known_months().get(word)
    if known is None:
        return frozenset()
    own = known.get("en") or known.get(_ALIKE.get(language, language))
    return own or frozenset().union(*known.values())


def is_weekday(word: str) -> bool:
    """Whether a word in the form of ``plain`` is a weekday's name or its beginning."""
    return word in _known_weekdays() or word.endswith(("曜", "曜日", "요일")) or word.startswith(("星期", "礼拜", "周", "週", "วัน"))


@lru_cache(maxsize=1)
def _known_months() -> dict[str, dict[str, frozenset[int]]]:
    known: dict[str, dict[str, frozenset[int]]] = {}
    for language, names in _MONTHS.items():
        found: dict[str, set[int]] = {}
        exact: dict[str, set[int]] = {}
        for number, spellings in enumerate(plain(names).split(), 1):
            for name in spellings.split("/"):
                exact.setdefault(name, set()).add(number)
                for length in range(3, len(name)):
                    found.setdefault(name[:length], set()).add(number)
        for word, months in (found | exact).items():
            if len(months) == 1:
                known.setdefault(word, {})[language] = frozenset(months)
    return known


@lru_cache(maxsize=1)
def _known_weekdays() -> frozenset[str]:
    names = plain(_WEEKDAYS).split()
    beginnings = {name[:length] for name in names for length in range(min(3, len(name)), len(name) + 1)}
    return frozenset(beginnings) | frozenset(plain(_SHORT_WEEKDAYS).split())
