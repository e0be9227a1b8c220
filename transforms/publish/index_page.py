"""The front page of an edition: one self-contained HTML page of the open bundles, grouped by language.

No scripts, nothing loaded from elsewhere; the same lines give the same bytes. The template is ``index_page.html`` beside this file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from connectors.counts import Counts
from connectors.editions.documents import IndexLine
from connectors.times import format_time

if TYPE_CHECKING:
    from jinja2 import Template

MAX_BUNDLES = 400
"""Bundles on the page, over all languages; the index object has them all. 400 make a page of about 1 MB at most."""
OPEN_OUTLETS = 4
"""Outlets shown at once; the others unfold."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
_LANGUAGES = {
    "ar": "العربية", "bg": "Български", "bn": "বাংলা", "ca": "Català", "cs": "Čeština", "da": "Dansk", "de": "Deutsch", "el": "Ελληνικά",
    "en": "English", "es": "Español", "et": "Eesti", "fa": "فارسی", "fi": "Suomi", "fr": "Français", "he": "עברית", "hi": "हिन्दी",
    "hr": "Hrvatski", "hu": "Magyar", "id": "Bahasa Indonesia", "it": "Italiano", "ja": "日本語", "ko": "한국어", "lt": "Lietuvių",
    "lv": "Latviešu", "nl": "Nederlands", "no": "Norsk", "pl": "Polski", "pt": "Português", "ro": "Română", "ru": "Русский",
    "sk": "Slovenčina", "sl": "Slovenščina", "sr": "Српски", "sv": "Svenska", "th": "ไทย", "tr": "Türkçe", "uk": "Українська",
    "ur": "اردو", "vi": "Tiếng Việt", "zh": "中文", "und": "Language unknown",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageGroup:
    """The bundles of one language, the most important first."""

    code: str
    name: str
    direction: str
    lines: tuple[IndexLine, ...]


def render_index(edition: str, as_of: datetime, lines: Sequence[IndexLine], counts: Counts) -> bytes:
    """The page as UTF-8. The order of ``lines`` makes no difference."""
    ordered = sorted(lines, key=_importance)
    shown = ordered[:MAX_BUNDLES]
    page = _template().render(
        edition=edition, as_of=as_of, groups=group_by_language(shown), counts=counts, n_bundles=len(ordered),
        hidden=len(ordered) - len(shown), n_stories=sum(line.n_stories for line in ordered), open_outlets=OPEN_OUTLETS,
    )  # fmt: skip
    return page.encode("utf-8", "replace")


def group_by_language(lines: Sequence[IndexLine]) -> tuple[LanguageGroup, ...]:
    """The language with the most stories first; within it by independent sources, then the newest."""
    by_code: dict[str, list[IndexLine]] = {}
    for line in lines:
        by_code.setdefault(line.language or "und", []).append(line)
    return tuple(
        LanguageGroup(
            code=code,
            name=_LANGUAGES.get(code, code),
            direction="rtl" if code in _RIGHT_TO_LEFT else "ltr",
            lines=tuple(sorted(by_code[code], key=_importance)),
        )
        for code in sorted(by_code, key=lambda code: (-sum(line.n_stories for line in by_code[code]), code))
    )


def safe_link(url: str) -> str:
    """The URL if a browser may follow it, else nothing: feeds may hold ``javascript:`` and worse.

    >>> safe_link("https://ledger.example/fire"), safe_link("javascript:alert(1)")
    ('https://ledger.example/fire', '')
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""


def short_time(value: datetime, precision: str = "minute") -> str:
    """A time on the page, or only its day. Times there are UTC.

    >>> when = datetime(2021, 3, 21, 6, 12)
    >>> short_time(when), short_time(when, "day")
    ('21 Mar 06:12', '21 Mar')
    """
    day = f"{value.day} {_MONTHS[value.month - 1]}"
    return day if precision == "day" else f"{day} {value:%H:%M}"


def time_span(first: datetime, last: datetime) -> str:
    """From the first to the last story.

    >>> time_span(datetime(2021, 3, 21, 6, 12), datetime(2021, 3, 21, 14, 30))
    '21 Mar 06:12–14:30'
    >>> time_span(datetime(2021, 3, 21, 23, 10), datetime(2021, 3, 22, 1, 5))
    '21 Mar 23:10 – 22 Mar 01:05'
    """
    if f"{first:%Y%m%d%H%M}" == f"{last:%Y%m%d%H%M}":
        return short_time(first)
    if first.date() == last.date():
        return f"{short_time(first)}–{last:%H:%M}"
    return f"{short_time(first)} – {short_time(last)}"


def count_of(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> count_of(1, "source"), count_of(12, "source"), count_of(1200, "story", "stories")
    ('1 source', '12 sources', '1,200 stories')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _importance(line: IndexLine) -> tuple[int, float, str]:
    return (-line.n_independent, -line.last_event.timestamp(), line.id)


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("transforms.publish", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"safe_link": safe_link, "short_time": short_time, "format_time": format_time}
    environment.globals |= {"time_span": time_span, "count_of": count_of}
    return environment.get_template("index_page.html")
