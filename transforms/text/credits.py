"""Credits: whom a story names as its source, compared by keys. Pure functions on names; how they are read is in ``strip.credit``.

A credit is text, as published: "AP", "The Conversation", "example.org", several joined by "; ". A key is what all spellings of
one outlet share.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from connectors.web.urls import canonical_url, registered_domain

JOINT = "; "
MOST_CREDITS = 3

# News agencies: how they sign (the first is the key), and their sites. None of them decides what is an article.
_TABLE = """
AP, Associated Press, The Associated Press: apnews.com ap.org
Reuters, Thomson Reuters, Рейтер, ロイター, 路透社, 로이터, رويترز: reuters.com
AFP, Agence France-Presse, Agence France Presse, 法新社, أ ف ب: afp.com
dpa, dpa-AFX, Deutsche Presse-Agentur: dpa.com dpa-international.com
UPI, United Press International: upi.com
Bloomberg, Bloomberg News: bloomberg.com
AAP, Australian Associated Press: aap.com.au
PA Media, Press Association, PA: pa.media
Canadian Press, The Canadian Press, La Presse Canadienne: thecanadianpress.com
APA, Austria Presse Agentur: apa.at
Keystone-SDA, SDA, ATS, Keystone-ATS: keystone-sda.ch
SID, Sport-Informations-Dienst: sid.de
KNA: kna.de
epd: epd.de
EFE, Agencia EFE: efe.com
Europa Press: europapress.es
Télam, Telam: telam.com.ar
Notimex: notimex.gob.mx
Prensa Latina: prensa-latina.cu
Agência Brasil, Agencia Brasil: agenciabrasil.ebc.com.br
Estadão Conteúdo, Estadao Conteudo:
Lusa, Agência Lusa: lusa.pt
ANSA: ansa.it
Adnkronos: adnkronos.com
AGI: agi.it
LaPresse: lapresse.it
Askanews: askanews.it
ANP: anp.nl
Belga: belga.be belganewsagency.eu
NTB: ntb.no
TT, Tidningarnas Telegrambyrå: tt.se
Ritzau: ritzau.dk
STT: stt.fi
BNS: bns.lt bns.ee
ELTA: elta.lt
LETA: leta.lv
PAP, Polska Agencja Prasowa: pap.pl
ČTK, CTK: ctk.cz ctk.eu
TASR: tasr.sk
SITA: sita.sk
MTI: mti.hu
Hina: hina.hr
Tanjug: tanjug.rs
Beta: beta.rs
FENA: fena.ba
SRNA: srna.rs
STA: sta.si
MIA: mia.mk
BTA: bta.bg
Agerpres: agerpres.ro
Mediafax: mediafax.ro
ANA-MPA, ΑΠΕ-ΜΠΕ: amna.gr
Anadolu, Anadolu Agency, Anadolu Ajansı, AA: aa.com.tr
Cihan:
DHA, Demirören Haber Ajansı: dha.com.tr
İHA, IHA: iha.com.tr
TASS, ТАСС: tass.com tass.ru
RIA Novosti, RIA News, РИА Новости: ria.ru
Interfax, Интерфакс: interfax.ru interfax.com
Interfax-Ukraine, Интерфакс-Украина: interfax.com.ua
Sputnik: sputniknews.com sputnikglobe.com
Regnum, ИА Регнум: regnum.ru
Ukrinform, Укринформ, Укрінформ: ukrinform.ua ukrinform.net
UNIAN, УНИАН, УНІАН: unian.ua unian.net unian.info
BelTA, БелТА: belta.by
Kazinform: inform.kz
Trend: trend.az
Report: report.az
Azertac: azertag.az
Xinhua, 新华社, 新華社: xinhuanet.com news.cn
China News Service, 中新社, 中新网: chinanews.com chinanews.com.cn
CNA, Central News Agency, 中央社: cna.com.tw focustaiwan.tw
Kyodo, Kyodo News, 共同通信, 共同: kyodonews.net kyodo.co.jp
Jiji, Jiji Press, 時事通信, 時事: jiji.com
Yonhap, 연합뉴스: yna.co.kr
Newsis, 뉴시스: newsis.com
News1, 뉴스1: news1.kr
KCNA: kcna.kp
PTI, Press Trust of India: ptinews.com
ANI: aninews.in
IANS: ians.in
UNI: uniindia.com
APP: app.com.pk
UNB: unb.com.bd
BSS: bssnews.net
Bernama: bernama.com
Antara: antaranews.com
VNA, TTXVN: vnanet.vn vietnamplus.vn
SAPA:
PANA: panapress.com
NAN, News Agency of Nigeria: nannews.ng
MENA: mena.org.eg
WAM, وام: wam.ae
SPA, واس: spa.gov.sa
QNA, قنا: qna.org.qa
KUNA, كونا: kuna.net.kw
Petra, بترا: petra.gov.jo
IRNA, ایرنا: irna.ir
ISNA, ایسنا: isna.ir
Fars, فارس: farsnews.ir
Tasnim, تسنیم: tasnimnews.com
Mehr, مهر: mehrnews.com
CNN, Cable News Network: cnn.com
PR Newswire, PRNewswire: prnewswire.com
Business Wire, BUSINESS WIRE: businesswire.com
GlobeNewswire, GLOBE NEWSWIRE: globenewswire.com
news aktuell, ots, APA-OTS: presseportal.de ots.at
"""
COMMON_WORDS = frozenset("Report Trend Beta Petra Sputnik Fars Mehr UNI APP TT MIA SPA STA AGI SITA Hina AA PA فارس مهر وام".split())
"""Agencies whose name is also a word or stands for much else: believed in brackets and on lines of their own only."""
_SEPARATORS = re.compile(r"(?:(?<!\s)\s++)?+(?:[;,/+&·|]|\b(?:and|und|et|y|og|och|with|mit|avec|con)\b)\s*")


def _spelled(name: str) -> str:
    """A name's letters and digits, casefolded, without a leading article."""
    letters = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))
    return letters.removeprefix("the") if len(letters) > 6 else letters


def _read_table() -> tuple[tuple[str, ...], dict[str, str], dict[str, str]]:
    names: list[str] = []
    by_name: dict[str, str] = {}
    by_site: dict[str, str] = {}
    for line in _TABLE.strip().splitlines():
        spellings, _, sites = line.rpartition(":")
        key = _spelled(spellings.split(",")[0])
        for name in spellings.split(", "):
            names.append(name)
            by_name[_spelled(name)] = key
        by_site.update(dict.fromkeys(sites.split(), key))
    return tuple(sorted(names, key=lambda name: (-len(name), name))), by_name, by_site


AGENCIES, _KEY_OF_NAME, _KEY_OF_SITE = _read_table()
_AGENCY_KEYS = frozenset(_KEY_OF_NAME.values())


@lru_cache(maxsize=65_536)
def source_key(name: str) -> str:
    """The key of an outlet, from its name or its registered domain; empty when there is no letter in it.

    >>> [source_key(name) for name in ("Associated Press", "(AP)", "apnews.com", "路透社", "The Ledger", "ledger.example")]
    ['ap', 'ap', 'ap', 'reuters', 'ledger', 'ledger']
    >>> source_key("Report"), source_key("report.com")  # only one of them is the agency
    ('report', 'reportcom')
    """
    if name in _KEY_OF_SITE:
        return _KEY_OF_SITE[name]
    if "." in name and " " not in name.strip():
        spelled = _spelled(name.strip().split(".")[0])
        return spelled if spelled not in _AGENCY_KEYS else _spelled(name)  # report.com is not the agency Report
    spelled = _spelled(name)
    return _KEY_OF_NAME.get(spelled, spelled)


@lru_cache(maxsize=65_536)
def credit_keys(credit: str) -> frozenset[str]:
    """The keys of everybody whom a story's ``credit`` names; a part that may be several names gives the keys of both readings.

    >>> sorted(credit_keys("AP; The Ledger")), sorted(credit_keys("Reuters/dpa"))
    (['ap', 'ledger'], ['dpa', 'reuters', 'reutersdpa'])
    """
    parts = [part for whole in credit.split(";") for part in (whole, *_SEPARATORS.split(whole))] if credit else []
    return frozenset(key for part in parts if (key := source_key(part.strip())))


def outlet_keys(site: str, publisher: str) -> frozenset[str]:
    """The keys of a story's own outlet, by which others credit it.

    >>> sorted(outlet_keys("ledger.example", "The Daily Ledger"))
    ['dailyledger', 'ledger']
    """
    return frozenset(key for name in (site, publisher) if name and (key := source_key(name)))


def agency_keys(keys: Iterable[str]) -> frozenset[str]:
    """Those of the keys that are news agencies'.

    >>> agency_keys({"ap", "ledger"})
    frozenset({'ap'})
    """
    return _AGENCY_KEYS.intersection(keys)


def join_credits(found: Iterable[str], own: frozenset[str] = frozenset()) -> str:
    """Credits as one text: each outlet once, in the order read, a few at most. Who credits nobody but itself (``own``) credits
    nobody, unless it is an agency.

    >>> join_credits(["AP; The Quay", "Associated Press", "The Ledger"], own=outlet_keys("ledger.example", "The Ledger"))
    'AP; The Quay'
    >>> join_credits(["AP"], own=outlet_keys("apnews.com", "Associated Press"))
    'AP'
    """
    kept: dict[str, str] = {}
    for credit in found:
        for part in credit.split(";"):
            name, key = part.strip(), source_key(part.strip())
            if key and (key not in own or key in _AGENCY_KEYS) and len(kept) < MOST_CREDITS:
                kept.setdefault(key, name)
    return JOINT.join(kept.values())


def linked_credit(url: str, canonical: str, source_url: str, source_name: str) -> str:
    """The credit that links give: RSS ``<source>`` and the page's declared canonical URL, where they are of another site than ``url``.

    >>> linked_credit("https://ledger.example/fire", "https://www.quay.example/fire", "", "")
    'quay.example'
    >>> linked_credit("https://ledger.example/fire", "https://amp.ledger.example/fire", "https://quay.example", "The Quay")
    'The Quay'
    """
    own, found = registered_domain(url), []
    source, stated = registered_domain(source_url), registered_domain(canonical_url(canonical, url) if canonical else "")
    if own and source and source != own:
        found.append(source_name or source)
    if own and stated and stated != own:
        found.append(stated)
    return join_credits(found)
