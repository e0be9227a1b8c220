"""Words by which pages that are no articles speak: of interfaces and sites, never of a topic. ``kinds`` asks for structure beside them."""

# ruff: noqa: E501  (word lists)
from __future__ import annotations

import re


def _any(*patterns: str) -> re.Pattern[str]:
    """One expression for lower-case text. Those that begin at a word share that condition: four times as fast as one each."""
    at_word = "|".join(f"(?:{pattern[2:]})" for pattern in patterns if pattern.startswith(r"\b"))
    others = "".join(f"|(?:{pattern})" for pattern in patterns if not pattern.startswith(r"\b"))
    return re.compile(rf"\b(?:{at_word}){others}")


CONSENT = _any(
    r"\bcookie", r"\bconsent\w*", r"\bpersonali[sz]ed (?:ads?|advertising|content)\b", r"\b(?:personal|your|browsing) data\b", r"\bdata (?:processing|protection)\b",
    r"\b(?:vendors?|third[- ]part(?:y|ies)|our (?:\d+ )?partners)\b", r"\blegitimate interests?\b", r"\bprivacy\b", r"\btrack(?:ing|ers?)\b", r"\binformation on a device\b", r"\bad(?:vertising)? measurement\b",
    r"\b(?:gdpr|dsgvo|rgpd|tcf|iab)\b", r"\beinwillig\w+", r"\bzustimm\w+", r"\bdatenschutz\w*", r"\b(?:personenbezogene\w* )?daten(?:verarbeitung)?\b", r"\bpersonalisierte\w* (?:werbung|inhalte|anzeigen)\b",
    r"\b(?:drittanbieter|partnern?|endgerät\w*)\b", r"\btraceurs?\b", r"\bconsent(?:ir|ement\w*)\b", r"\bdonnées (?:personnelles|à caractère personnel|de navigation)\b", r"\bvie privée\b", r"\bintérêts? légitimes?\b", r"\bconfidentialité\b", r"\b(?:berechtigte\w*|gerechtvaardigd\w*) (?:interesse|belang)\w*\b", r"\binter(?:és|eses|esse|esses) (?:legítimos?|legittimi?)\b", r"\bpersonali[sz]\w+ (?:publicit|advert|werb|anzeig|reklam|annons|annonc)\w+", r"\bpartenaires\b",
    r"\bpublicités? personnalisées?\b", r"\bconsentimiento\b", r"\bprivacidad\b", r"\bdatos personales\b", r"\bsocios\b", r"\bpublicidad personalizada\b", r"\bconsentimento\b", r"\bprivacidade\b", r"\bdados pessoais\b",
    r"\bparceiros\b", r"\bconsenso\b", r"\bdati (?:personali|di navigazione)\b", r"\btracciamento\b", r"\binformativa\b", r"\bfornitori\b", r"\btoestemming\b", r"\bpersoonsgegevens\b", r"\bgegevens\b", r"\bderde partijen\b", r"\b(?:informatie|informationen|informations|información|informazioni|informações) (?:op|auf|sur|en|su|em) (?:een|einem|un|um) (?:apparaat|gerät|endgerät|appareil|terminal|dispositiv\w)\b", r"\bge?personali[sz]eerde\b",
    r"\bsamtykke\w*\b", r"\bsamtyck\w+", r"\bpersonuppgifter\b", r"\bpersonopplysninger\b", r"\bpersondata\b", r"\binformasjonskapsler\b", r"\bkakor\b", r"\bevästei\w+", r"\bsuostumu\w+", r"\bzgod[ayęoe]\w*\b", r"\bciasteczk\w+",
    r"\bdan(?:e|ych) osobow\w+", r"\bprywatno\w+", r"\bsouhlas\w*\b", r"\bosobní\w* údaj\w+", r"\bhozzájárul\w+", r"\bсоглас\w+", r"\bкуки\b", r"\bперсональн\w+ данн\w+", r"\bконфиденциальност\w+", r"\bçerez\w*\b", r"\bkişisel veri\w*",
    r"クッキー|プライバシー|個人情報|同意", r"隐私|同意|个人信息", r"쿠키|동의|개인정보",
)  # fmt: skip
# What a button says that takes consent.
ACCEPT = re.compile(
    r"^\W*(?:(?:yes,? )?(?:i |we )?(?:accept|agree|consent)(?: (?:and|&|all|to all|cookies|continue|close|everything|with|ads)\b.*)?|allow all.*|got it|"
    r"(?:alle[ns]? |allem )?(?:akzeptieren|zustimmen|annehmen|erlauben)(?: (?:und|&) .*)?|(?:einwilligen|einverstanden|zustimmen)\b.*|ich stimme zu.*|mit werbung .*|"
    r"(?:tout )?accepter\b.*|j.accepte\b.*|accepter et .*|(?:aceptar|acepto|aceito|aceitar|concordo)\b.*|(?:accetta|accetto|acconsento)\b.*|(?:alles )?(?:accepteren|akkoord|toestaan)\b.*|ja,? ik ga akkoord.*|"
    r"godta\b.*|godkänn\b.*|acceptera\b.*|accepter alle.*|tillad\b.*|hyväksy\b.*|(?:zgadzam się|akceptuj\w*|przejdź do serwisu)\b.*|(?:souhlasím|přijmout|elfogadom)\b.*|(?:принять|согласен|принимаю|соглашаюсь)\b.*|"
    r"(?:kabul|tümünü kabul)\b.*|(?:すべて)?同意.*|接受.*|동의.*)$",
    re.IGNORECASE,
)  # fmt: skip
# Where consent is taken: in hosts, paths, form targets, ids and classes.
CONSENT_PLACE = re.compile(
    r"(?:^|[^a-z])(?:consent|cookie-?(?:wall|consent|notice|law|banner)|privacy-?(?:gate|wall|manager)|myprivacy|cmp|gdpr|dsgvo|rgpd|guce|didomi|onetrust|sourcepoint|sp_message|usercentrics|cookiebot|quantcast|purabo|pur-abo)(?:$|[^a-z])",
    re.IGNORECASE,
)  # fmt: skip

CHALLENGE = _any(
    r"\bverif\w+ (?:that )?(?:you|you.re|you are|whether you)\b.{0,30}\b(?:human|robot|bot)\b", r"\b(?:are you|not|you.re|you are) (?:a |an )?(?:human|robot|bot)\b", r"\b(?:security|browser|human) (?:check|verification|challenge)\b",
    r"\bcaptcha\b", r"\bchecking (?:if the site|your (?:browser|connection))\b", r"\bjust a moment\b", r"\bone more step\b", r"\b(?:unusual|suspicious|automated|bot) (?:traffic|activity|requests?|queries|behaviou?r)\b", r"\btoo many requests\b",
    r"\baccess (?:to this (?:page|site|resource|website) )?(?:has been |is |was )?(?:denied|blocked|forbidden|restricted|temporarily limited)\b", r"\b(?:you have been|your (?:ip|request|access|connection)\b.{0,30}\b(?:has been|was|is)) blocked\b", r"\bdon.t have permission to access\b", r"^\W*(?:403|forbidden|blocked|denied)\b",
    r"\b(?:enable|activate|turn on|requires?|need) (?:java ?script|cookies)\b", r"\bjava ?script (?:is |to be |must be )?(?:disabled|required|enabled|switched off|not enabled|activ\w+)\b", r"\b(?:waiting room|virtual queue|you are (?:now )?in line)\b",
    r"\bbestätigen sie\b.{0,40}\b(?:mensch|roboter)\b", r"\b(?:kein|ein) (?:roboter|bot)\b", r"\bsicherheits(?:überprüfung|abfrage|prüfung)\b", r"\bzugriff (?:wurde )?(?:verweigert|gesperrt|blockiert)\b", r"\bjavascript\b.{0,40}\b(?:aktivier\w+|einschalten|deaktiviert|erforderlich)\b", r"\bungewöhnliche\w* (?:datenverkehr|aktivität\w*|zugriffe)\b",
    r"\bvérifi\w+\b.{0,40}\b(?:humain|robot)\b", r"\bpas un robot\b", r"\baccès (?:refusé|interdit|bloqué|restreint)\b", r"\b(?:activer|activez) (?:le )?java ?script\b", r"\bjava ?script\b.{0,30}\b(?:désactivé|activé|nécessaire)\b",
    r"\bno (?:eres|es|soy) un robot\b", r"\b(?:eres|es) (?:un )?humano\b", r"\bacceso (?:denegado|bloqueado|restringido)\b", r"\b(?:habilit\w+|activ\w+) (?:el )?java ?script\b", r"\bnão é um robô\b", r"\bacesso (?:negado|bloqueado)\b", r"\b(?:habilit\w+|ativ\w+) o java ?script\b",
    r"\b(?:non sei|sei) un (?:robot|umano|essere umano)\b", r"\baccesso (?:negato|bloccato)\b", r"\b(?:abilita\w*|attiva\w*) java ?script\b", r"\b(?:geen|een) robot\b", r"\btoegang (?:geweigerd|geblokkeerd)\b", r"\bschakel javascript in\b", r"\bjavascript\b.{0,20}\bin(?:schakelen|geschakeld)\b",
    r"\bdostęp (?:zabroniony|zablokowany|został)\b", r"\b(?:nie jesteś|jesteś|czy jesteś) (?:robotem|człowiekiem)\b", r"\bwłącz\w* (?:obsługę )?java ?script\b", r"\bне робот\b|\bчто вы (?:не робот|человек)\b", r"\bдоступ (?:\w+ )?(?:запрещ[её]н|ограничен|заблокирован)\b", r"\bвключите (?:поддержку )?java ?script\b", r"\bпроверк\w+ (?:вашего )?браузера\b",
    r"\berişim (?:engellendi|reddedildi)\b", r"\brobot (?:olmadığınızı|değilim)\b", r"ロボットではない|アクセスが(?:拒否|制限)|JavaScriptを有効", r"安全验证|人机验证|访问(?:被拒绝|受限)|验证码|启用 ?JavaScript", r"로봇이 아닙니다|접근이 (?:거부|차단)|자바스크립트",
)  # fmt: skip
# What products that keep programs out leave in scripts, forms and ids.
CHALLENGER = re.compile(
    r"cdn-cgi/challenge-platform|challenges\.cloudflare\.com|\bcf-(?:chl|challenge|error-details|browser-verification)|captcha-delivery\.com|datadome|_incapsula_resource|imperva|px-captcha|perimeterx|human-challenge|awswaf\.com|aws-waf|"
    r"hcaptcha\.com|h-captcha|recaptcha/(?:api|enterprise)|g-recaptcha|cf-turnstile|sucuri_cloudproxy|ddos-guard|errors\.edgesuite\.net|arkoselabs|funcaptcha|geetest|friendlycaptcha|frc-captcha|queue-it\.net|kpsdk|smartcaptcha|mtcaptcha|altcha",
    re.IGNORECASE,
)

ERROR = _any(
    r"\b(?:page|article|story|content|url|file|document|resource)\b.{0,60}\b(?:not (?:be )?found|(?:does not|doesn.t|no longer) exist|(?:is |are )?(?:no longer|not) available|(?:has|have) (?:been )?(?:moved|removed|deleted|expired)|can.?t be found)\b", r"\b(?:not found|page missing|dead link|broken link)\b",
    r"\b(?:can.t|cannot|couldn.t|could not|unable to) (?:seem to )?(?:find|locate|display|load|show)\b.{0,40}\b(?:page|article|story|content|looking for)\b", r"\b(?:something|things?) went wrong\b", r"\b(?:internal )?server error\b", r"\b(?:service|temporarily|site is) (?:temporarily )?(?:unavailable|down)\b", r"\bbad gateway\b",
    r"\b(?:under|scheduled|down for) maintenance\b", r"\bseite\b.{0,60}\b(?:nicht (?:\w+ )?(?:gefunden|vorhanden|verfügbar|erreichbar)|existiert nicht|gibt es (?:leider )?nicht)\b", r"\b(?:nicht gefunden|existiert nicht(?: mehr)?|wartungsarbeiten|es ist ein fehler aufgetreten)\b",
    r"\b(?:page|article|contenu)\b.{0,40}\b(?:introuvable|n.existe (?:pas|plus)|n.est (?:pas|plus) disponible|n.a pas (?:été|pu))", r"\bintrouvable\b", r"\berreur (?:serveur|interne|40\d|50\d)\b", r"\bpágina\b.{0,40}\b(?:no (?:encontrada|existe|disponible|se (?:ha )?encuentr\w+|está disponible)|não (?:encontrada|existe|disponível|foi encontrada))\b", r"\bno (?:encontrada|se encuentra|encontramos|hemos encontrado)\b",
    r"\bnão (?:encontrada|encontramos|foi encontrad\w)\b", r"\bpagina\b.{0,30}\b(?:non (?:trovata|esiste|è disponibile|disponibile)|niet (?:gevonden|beschikbaar)|bestaat niet)\b", r"\bnon (?:è stata )?trovata\b", r"\bniet gevonden\b", r"\b(?:sidan|siden)\b.{0,40}\b(?:inte|ikke|finns inte|findes ikke|finnes ikke)\b", r"\bsivua ei löy\w+",
    r"\bstron[ay]\b.{0,40}\b(?:nie (?:istnieje|została|znaleziono)|znaleziona)\b|\bnie (?:znaleziono|istnieje)\b", r"\bstránka\b.{0,30}\b(?:nebyla nalezena|neexistuje)\b", r"\bстраниц\w+\b.{0,40}\b(?:не (?:найдена|существует|доступна)|удалена)\b|\bне найдена?\b", r"\bsayfa\b.{0,20}\bbulunamadı\b", r"\boldal nem található\b",
    r"ページ(?:が|は).{0,20}(?:見つかりません|存在しません|ございません)|お探しの(?:ページ|記事)", r"页面(?:不存在|未找到|已删除)|找不到.{0,10}页面|無法找到", r"페이지를 찾을 수 없", r"الصفحة غير موجودة|غير موجودة",
)  # fmt: skip
ERROR_CODE = re.compile(
    r"^\W*(?:error |fehler |erreur |http |status |ошибка )*(?:40[0-9]|410|451|50[0-4])\b|\b(?:error|fehler|erreur|http|status|ошибка)\W{0,3}(?:40[0-9]|410|451|50[0-4])\b|\b(?:404|410)\W*$",
    re.IGNORECASE,
)

# What an offer to subscribe or sign in says.
PROMPT = _any(
    r"\bsubscri(?:be|bers?|ption|ptions|bing)\b", r"\b(?:log|sign)(?:ged)?[- ]?(?:in|up)\b", r"\b(?:register|registration|membership|become a member|free trial|trial)\b", r"\bcreate (?:a |an |your )?(?:free )?account\b", r"\b(?:unlock|unlimited (?:digital )?access|full access|cancel (?:at )?any ?time)\b", r"\b(?:keep|continue|to finish) reading\b", r"\b(?:monthly|yearly|annual|digital) (?:plan|access|edition|pass)\b",
    r"\b(?:free|remaining) articles?\b", r"\babonn\w+", r"\babos?\b", r"\b(?:anmelden|einloggen|registrier\w+|probemonat|probeabo|freischalten|weiterlesen|monatlich kündbar|jederzeit kündbar|testen sie)\b", r"\b(?:\w+\+|plus)[- ](?:artikel|abo|inhalt)\b", r"\b(?:réservé\w*|connect(?:ez|er)[- ]\w+|se connecter|s.identifier|sans engagement|poursuivre (?:la|votre) lecture|lire la suite|essai gratuit|déjà client)\b",
    r"\bsuscr[ií]\w+", r"\b(?:inici[ae]r? sesión|reg[ií]str\w+|seguir leyendo|acceso ilimitado|contenido exclusivo|sin permanencia)\b", r"\b(?:assin\w+|faça (?:seu )?login|continu\w+ lendo|acesso ilimitado|cadastr\w+)\b", r"\babbona\w+", r"\b(?:accedi|registrati|continua(?:re)? a leggere|riservato|prova gratuita|disdici)\b", r"\b(?:inloggen|log in|verder lezen|lees verder|aanmelden|opzegbaar|proefabonnement)\b",
    r"\b(?:prenumer\w+|logga in|läs vidare|logg inn|les videre|kjøp tilgang|bli abonnent|log ind|læs videre|tilaa\w*|tilaaj\w+|kirjaudu|ilmainen kokeilu)\b", r"\b(?:subskry\w+|prenumerat\w+|zaloguj\w*|wykup\w*|dostęp do|czytaj dalej|cały artykuł)\b", r"\b(?:předplat\w+|přihlas\w+|odemkn\w+|előfizet\w+|jelentkezz\w* be)\b", r"\b(?:подпи[сш]\w+|войдите|войти|зарегистрир\w+|оформите|пробный)\b", r"\b(?:abone\w*|giriş yap\w*|üye ol\w*)\b",
    r"会員|ログイン|有料|購読|登録|続きを読む|残り.{0,6}文字|この記事は", r"会员|登录|订阅|付费|阅读全文|剩余", r"구독|로그인|회원|유료", r"اشترك|تسجيل الدخول|للمشتركين",
)  # fmt: skip
PRICE = re.compile(
    r"(?:[€$£¥₽₺₹]|\b(?:eur|usd|gbp|chf|kr|zł|kč|руб|円|元))\s?\d|\d(?:[.,]\d\d)?\s?(?:[€$£¥₽₺₹円元원]|(?:eur|usd|gbp|chf|kr|zł|kč|ft|руб|euro)\b)",
    re.IGNORECASE,
)
# Where an error page says so in its markup.
ERROR_PLACE = re.compile(
    r"(?:^|[^a-z0-9])(?:error-?(?:page|404|40\d|50\d)|page-?error|40[34]|410|50[03]|not-?found|page-?not-?found)(?:$|[^a-z0-9])",
    re.IGNORECASE | re.MULTILINE,
)
# Where an offer is made.
PAYWALL_PLACE = re.compile(
    r"pay-?wall|reg-?wall|(?:^|[^a-z])(?:piano|tinypass|poool|zephr|leaky|premium|plus|subscri\w+|abo\w*|suscri\w+|assin\w+|offers?|plans?|pricing|login|metered|meter)(?:$|[^a-z])",
    re.IGNORECASE | re.MULTILINE,
)
