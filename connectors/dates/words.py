"""Words that stand around a day and a time: halves of the day, units, and those that say nothing. In the form of ``names.plain``."""

from __future__ import annotations

from connectors.dates.names import plain

BEFORE_NOON, AFTER_NOON = 0, 12

HALVES = {
    **dict.fromkeys(plain("am πμ 午前 上午 오전 凌晨 早上 ص صباحا पूर्वाह्न утра ночи ранку ночі").split(), BEFORE_NOON),
    **dict.fromkeys(plain("pm μμ 午後 下午 오후 晚上 中午 م مساء अपराह्न дня вечера дня вечора").split(), AFTER_NOON),
}
# Halves of the day in one language, other words in others.
HALVES_OF = {("vi", "sa"): BEFORE_NOON, ("vi", "ch"): AFTER_NOON, ("tr", "oo"): BEFORE_NOON, ("tr", "os"): AFTER_NOON}
DOUBTFUL_HALVES = frozenset(word for _, word in HALVES_OF)

DAY_UNITS = frozenset(plain("年 月 日 號 号 년 월 일").split())
HOUR_UNITS = frozenset(plain("h 時 时 點 点 시 giờ ч").split())
MINUTE_UNITS = frozenset(plain("min m mn 分 분 phút").split())
SECOND_UNITS = frozenset(plain("s sec 秒 초 giây").split())
AFTER_CLOCK = frozenset(plain("uhr h hs hrs hr น uur hod час ч").split())
ORDINALS = frozenset(plain("st nd rd th º ª er ère e го").split())
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民国": 1911, "民國": 1911}  # the year before their first

# Between the parts of a date.
FILLERS = frozenset(plain("""
    t the of at on de del d do um am den der dem à a á as às la las le les el los il lo alle ore ora das kl klo kello kell o ob u v ve
    во в о об у г год года роки року рік р r rok roku god godine godina g gada gads m anno év dia dnia dne på op te om uhr h hrs hod час
    часа часов godz pukul jam saat lúc ngày năm թ ж เวลา ที่ วันที่ พศ คศ น στις ώρα ב בשעה שעה في الساعة عند ساعة को बजे klukkan
""").split())
# In front of it.
LEAD = frozenset(plain("""
    first last published posted updated date dated created issued publié publiée paru mis jour veröffentlicht erstellt stand datum
    aktualisiert publicado publicada em publicación fecha data pubblicato pubblicata
    gepubliceerd geplaatst publicerad publisert udgivet julkaistu avaldatud
    opublikowano publikováno publikované objavljeno opublikováno опубликовано обновлено дата опубліковано публикувано δημοσιεύτηκε
    δημοσιεύθηκε publicat megjelent yayınlanma tarih tarihi yayınlandı diterbitkan ditayangkan tanggal đăng נשר פורסם تاریخ نشر تاريخ النشر
    प्रकाशित 発行 公開 公開日 更新 更新日 掲載 投稿日 发布 发表 发布时间 发布于 發布 發布時間 时间 입력 수정 등록 게시 작성
""").split())
