"""What a URL is the same as, and whose it is. Pure functions on strings; nothing here asks the network."""

from __future__ import annotations

import html
import ipaddress
import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import idna

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

MAX_LENGTH = 2_000  # characters: the longest URL that common servers and browsers take

# Parameters that say how a reader came, never which article is shown. Whole names, so that an article's own
# "source=" or "eid=" survives.
TRACKING_PREFIXES = tuple("utm_ mtm_ itm_ hsa_ oly_ at_medium at_campaign ns_mchannel ns_source ns_campaign ns_linkname ns_fee".split())
TRACKING_NAMES = frozenset(
    """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid li_fat_id igshid igsh mc_cid mc_eid _hsenc _hsmi
    mkt_tok vero_id vero_conv xtor cmp cmpid cmpgn cmp_id icid ito ncid ftag smid smtyp __twitter_impression amp_js_v usqp
    traffic_source ref_src ref_url referrer share_source guccounter guce_referrer guce_referrer_sig feature_share echobox spm
    _ga _gl s_cid wt_mc wt_zmc pk_campaign pk_kwd pk_source pk_medium pk_content pk_cid piwik_campaign piwik_kwd
    """.split()
)
# "?ref=rss" and the like: the name is too common to drop, the value says what it is.
ORIGIN_NAMES = frozenset(("ref", "source", "src", "from", "output", "cid", "partner", "via", "feed", "mode"))
ORIGIN_VALUES = frozenset("rss rss2 feed feeds atom rssfeed rss-feed rss_feed newsfeed feedburner twitter facebook".split())

_CONTROL = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+")
_INNER_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_LABEL = re.compile(r"[a-z0-9_-]+")  # hyphens at the ends too: there are such hosts, and browsers ask them
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PATH_SAFE = _UNRESERVED | frozenset("!$&'()*+,;=:@/%")
_QUERY_SAFE = _PATH_SAFE | frozenset("?")


def clean_url(url: str, base: str = "") -> str:
    """The URL as it can be asked for: absolute, http or https, in one spelling, without user name and fragment.

    Empty when the URL is not http(s), too long or broken; never raises. ``clean_url(clean_url(u)) == clean_url(u)``.

    >>> clean_url("HTTPS://desk@Ledger.Example:443/a/../news/?id=7&utm_source=x#top")
    'https://ledger.example/news/?id=7&utm_source=x'
    >>> clean_url("http://bücher.example/straße")
    'http://xn--bcher-kva.example/stra%C3%9Fe'
    >>> clean_url("../sport/final", base="https://ledger.example/news/today")
    'https://ledger.example/sport/final'
    >>> clean_url("mailto:desk@ledger.example")
    ''
    """
    try:
        text = _INNER_CONTROL.sub("", _trim(html.unescape(url) if "&amp;" in url else url))
        if not text or len(text) > 4 * MAX_LENGTH:
            return ""
        if base:
            text = urljoin(base, text)
        parts = urlsplit(text)
        scheme = parts.scheme.lower()
        if scheme not in ("http", "https"):
            return ""
        host = clean_host(parts.hostname or "")
        if not host:
            return ""
        port = parts.port
    except ValueError:
        return ""
    netloc = f"[{host}]" if ":" in host else host
    if port is not None and port != (80 if scheme == "http" else 443):
        netloc = f"{netloc}:{port}"
    path = _drop_dot_segments(_escape(parts.path, _PATH_SAFE)) or "/"
    query = _escape(parts.query, _QUERY_SAFE)
    cleaned = f"{scheme}://{netloc}{path}" + (f"?{query}" if query else "")
    return cleaned if len(cleaned) <= MAX_LENGTH else ""


def canonical_url(url: str, base: str = "") -> str:
    """The URL as the name of an article: ``clean_url`` without tracking parameters. Empty when it is not http(s).

    >>> canonical_url("https://ledger.example/fire?utm_source=rss&id=7&fbclid=x")
    'https://ledger.example/fire?id=7'

    A common name such as ``ref`` goes only with a value that tells a feed or a network.

    >>> canonical_url("https://ledger.example/fire?ref=rss"), canonical_url("https://ledger.example/fire?ref=7")
    ('https://ledger.example/fire', 'https://ledger.example/fire?ref=7')
    """
    cleaned = clean_url(url, base)
    head, mark, query = cleaned.partition("?")
    if not mark:
        return cleaned
    kept = "&".join(part for part in query.split("&") if part and not _is_tracking(part))
    return f"{head}?{kept}" if kept else head


@lru_cache(maxsize=16_384)
def page_name(url: str) -> str:
    """A canonical URL without what two spellings of one page's address differ in: scheme, "www.", default port, slash at the end.

    >>> page_name("https://www.ledger.example/fire/?id=7"), page_name("http://ledger.example:80/fire?id=7")
    ('ledger.example/fire?id=7', 'ledger.example/fire?id=7')
    >>> page_name("https://ledger.example/"), page_name("")
    ('ledger.example', '')
    """
    host, _, path = url.partition("://")[2].partition("/")
    for port in (":80", ":443"):
        host = host.removesuffix(port)
    if host.count(".") > 1:
        host = host.removeprefix("www.")
    path, mark, query = path.partition("?")
    path = path.removesuffix("/")
    return (f"{host}/{path}" if path else host) + mark + query


def is_front_page(url: str) -> bool:
    """Whether a cleaned URL names a site's front page, which is nobody's article.

    >>> is_front_page("https://ledger.example/"), is_front_page("https://ledger.example/?p=7")
    (True, False)
    """
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


@lru_cache(maxsize=16_384)
def clean_host(host: str) -> str:
    """The host in one spelling; empty when it is no host name.

    >>> clean_host("Bücher.Example."), clean_host("2001:DB8:0:0::1"), clean_host("no host")
    ('xn--bcher-kva.example', '2001:db8::1', '')
    """
    host = host.strip().strip(".").lower()
    if not host:
        return ""
    if ":" in host or host.replace(".", "").isdigit():
        try:
            return str(ipaddress.ip_address(host))
        except ValueError:
            return ""
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii").strip(".").lower()
        except (idna.IDNAError, UnicodeError):
            return ""
    if len(host) > 253 or not all(len(label) <= 63 and _LABEL.fullmatch(label) for label in host.split(".")):
        return ""
    return host


def host_of(url: str) -> str:
    """The host of a URL, cleaned; empty when there is none.

    >>> host_of("https://News.Ledger.example:8080/fire"), host_of("ledger.example/fire")
    ('news.ledger.example', '')
    """
    try:
        return clean_host(urlsplit(url).hostname or "")
    except ValueError:
        return ""


@lru_cache(maxsize=65_536)
def registered_domain(url_or_host: str) -> str:
    """The domain that somebody registered, by the public suffix list, private section included, with ``*`` as the default rule.
    Empty when there is no host.

    >>> registered_domain("https://news.ledger.co.uk/fire")
    'ledger.co.uk'
    >>> registered_domain("desk.blogspot.com")  # whoever writes there registered that name
    'desk.blogspot.com'

    An IP address, a bare name and a public suffix stand for themselves.

    >>> registered_domain("192.0.2.7"), registered_domain("localhost"), registered_domain("co.uk")
    ('192.0.2.7', 'localhost', 'co.uk')
    """
    host = host_of(url_or_host) if "//" in url_or_host else clean_host(url_or_host)
    if not host or ":" in host or host.replace(".", "").isdigit():
        return host
    return _suffixes().privatesuffix(host) or host


def site_of(canonical_url: str, source_url: str = "", publisher: str = "") -> str:
    """Whose story it is: the registered domain of RSS ``<source>`` for an aggregator's entry (only those carry
    ``source_url``), else of the canonical URL, else the publisher's name normalised; empty when none is given.

    >>> site_of("https://news.ledger.co.uk/fire", publisher="The Ledger")
    'ledger.co.uk'
    >>> site_of("https://aggregator.example/r/1", source_url="https://www.ledger.example")
    'ledger.example'
    >>> site_of("", publisher="The Daily Ledger")
    'the-daily-ledger'
    """
    source, own = registered_domain(source_url), registered_domain(canonical_url)
    return source or own or normalize_publisher(publisher)


def normalize_publisher(name: str) -> str:
    """A publisher's name as a key: letters and digits, words joined by "-".

    >>> normalize_publisher("L'Écho  du Port!"), normalize_publisher("Ｌｅｄｇｅｒ 24")
    ('l-écho-du-port', 'ledger-24')
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    words = "".join(c if c.isalnum() or unicodedata.category(c).startswith("M") else " " for c in folded).split()
    return "-".join(words)[:100]


def is_aggregated(source_url: str, entry_url: str, feed_url: str) -> bool:
    """Whether RSS ``<source>`` names somebody else than the entry's link and the feed: then the link is an
    aggregator's redirect page, not the article.

    >>> is_aggregated("https://www.ledger.example", "https://aggregator.example/r/1", "https://aggregator.example/rss")
    True
    >>> is_aggregated("https://www.ledger.example", "https://ledger.example/fire", "https://aggregator.example/rss")
    False
    """
    source = registered_domain(source_url)
    return bool(source) and source not in (registered_domain(entry_url), registered_domain(feed_url))


@cache
def _suffixes() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList  # parses its bundled list: only when first needed

    return PublicSuffixList(accept_unknown=True)


def _trim(text: str) -> str:
    start, end = 0, len(text)
    while start < end and _CONTROL.fullmatch(text[start]):
        start += 1
    while end > start and _CONTROL.fullmatch(text[end - 1]):
        end -= 1
    return text[start:end]


def _escape(text: str, safe: frozenset[str]) -> str:
    """Percent-encoding in one form: unreserved characters plain, everything else that needs it as upper-case UTF-8."""

    def respell(match: re.Match[str]) -> str:
        char = chr(int(match[1], 16))
        return char if char in _UNRESERVED else f"%{match[1].upper()}"

    if not text.isascii() or not safe.issuperset(text):
        text = "".join(c if c in safe else "".join(f"%{b:02X}" for b in c.encode("utf-8", "replace")) for c in text)
    if "%" not in text:
        return text
    text = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text)
    return _ESCAPE.sub(respell, text)


def _drop_dot_segments(path: str) -> str:
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            if kept:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _is_tracking(part: str) -> bool:
    name, _, value = part.partition("=")
    name, value = name.lower(), value.lower()
    return name in TRACKING_NAMES or name.startswith(TRACKING_PREFIXES) or (name in ORIGIN_NAMES and value in ORIGIN_VALUES)
