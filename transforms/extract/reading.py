"""What is found in the HTML of one page: its facts, the lines of its article, and what only the markup tells of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from connectors.records import Entry, Page
from connectors.site_rules import SiteRule
from transforms.extract.blocks import read_blocks
from transforms.extract.boxes import find_boxes
from transforms.extract.complete import complete_lines
from transforms.extract.deck import with_deck
from transforms.extract.facts import PageFacts, read_facts
from transforms.extract.links import find_teasers, without_cards
from transforms.extract.load import TooBig, count_blocks, decode_page, drop_declarations, drop_unread, parse_page, unfold_layout_tables
from transforms.extract.rules import NOTHING as NOT_RULED
from transforms.extract.rules import Ruled, apply_rule, in_zone, keep_article
from transforms.extract.settings import ExtractSettings
from transforms.extract.witness import agreed_lines, anchored_lines, fuller_text

if TYPE_CHECKING:
    from transforms.extract.kinds import WrongKind

NOTHING = PageFacts()
MOST_BLOCKS = 4_000  # paragraphs and list items of a page from which it is taken as read (docs/decisions/extract-completion.md), and …
MOST_LOOKED_AT = 200_000_000  # … their product with the text's characters
PARAGRAPH = 80  # characters from which a line counts as a paragraph
MOST_UNREAD = 4  # times the bytes that are read at most, from which a page is not even searched for scripts to drop


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in the page's HTML."""

    facts: PageFacts = NOTHING
    lines: tuple[str, ...] = ()
    teasers: frozenset[str] = frozenset()
    labelled: frozenset[str] = frozenset()
    boxes: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""  # why there is no more, and …
    detail: str = ""  # … how to mend it
    wrong: WrongKind | None = None  # what the page is instead of an article
    ruled: Ruled = NOT_RULED


def read_page(page: Page, settings: ExtractSettings, rule: SiteRule | None = None) -> Reading:
    """Facts and article of a page, or the reason why there is none, by the rule of its site. Never raises for what the page holds."""
    if not page.html:
        return Reading(reason="empty", detail="the page could not be had and its feed entry has no text")
    size = len(page.html) if isinstance(page.html, bytes) else len(page.html.encode("utf-8", "replace"))
    if size > MOST_UNREAD * settings.max_bytes:
        return Reading(reason="too large", detail=f"page has {size} bytes; extract.max_bytes is {settings.max_bytes}")
    try:
        html = decode_page(page.html, page.charset)
        if size > settings.max_bytes and (size := len((html := drop_unread(html)).encode("utf-8", "replace"))) > settings.max_bytes:
            detail = f"page has {size} bytes besides scripts, styles and comments; extract.max_bytes is {settings.max_bytes}"
            return Reading(reason="too large", detail=detail)
        tree = parse_page(
            html, max_nodes=settings.max_nodes, max_links=settings.max_links, max_depth=settings.max_depth, max_text=settings.max_text
        )
    except TooBig as error:
        setting = f"extract.max_{error.limit} allows" if hasattr(settings, f"max_{error.limit}") else "at most"
        detail = f"page has too many {error.limit}: {error.found}; {setting} {error.allowed}"
        return Reading(reason="too large", detail=detail)
    except (LookupError, ValueError, RecursionError) as error:
        return Reading(reason="not html", detail=f"the page can't be decoded: {error}")
    if tree is None:
        return Reading(reason="not html", detail="the document holds no HTML elements")
    from transforms.extract.kinds import kind_of_page  # its word lists take a twentieth of a second to compile

    facts, ruled = NOTHING, NOT_RULED
    try:
        if rule is not None:
            ruled = apply_rule(tree, rule)
        facts = read_facts(tree)
        if rule is not None:
            ruled = keep_article(tree, rule, ruled)
            facts = replace(facts, moments=tuple(filter(None, (in_zone(moment, rule.time_zone) for moment in facts.moments))))
        drop_declarations(tree)
        unfold_layout_tables(tree)
        lines = _article_lines(tree, settings)
        if not ruled.has_article and (wrong := kind_of_page(tree, facts, lines, page.url)):
            return Reading(facts if wrong.about_article else NOTHING, reason=wrong.reason, detail=wrong.detail, wrong=wrong)
        lines = without_cards(tree, _whole_article(tree, lines, facts, page.entry), page.url)
        return Reading(facts, tuple(lines), *find_teasers(tree, lines, page.url), boxes=find_boxes(tree, lines), ruled=ruled)
    except Exception as error:  # whatever the reader fails on, the page is what costs itself
        return Reading(facts, reason="broken", detail=f"extraction failed: {type(error).__name__}: {error}")


@lru_cache(maxsize=2)
def _reader(fast: bool) -> Any:
    """trafilatura's settings object, made once a process. No metadata, no comments, no process-global deduplication."""
    import logging

    from trafilatura.settings import Extractor

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it says of a page is in the story or reject
    return Extractor(output_format="python", comments=False, tables=True, dedup=False, with_metadata=False, fast=fast)


def _article_lines(tree: Any, settings: ExtractSettings) -> list[str]:
    """The article's lines: of trafilatura's first pass when that found an article's worth of paragraphs, else of all its algorithms."""
    from trafilatura import bare_extraction

    lines = clean_lines(getattr(bare_extraction(tree, options=_reader(True)), "text", None) or "")
    paragraphs = sum(len(line) >= PARAGRAPH for line in lines)
    long = sum(map(len, lines)) > settings.quick_characters
    if paragraphs >= settings.quick_paragraphs - 2 * long or count_blocks(tree) > settings.compare_blocks:
        return lines
    return clean_lines(getattr(bare_extraction(tree, options=_reader(False)), "text", None) or "")


def _whole_article(tree: Any, lines: list[str], facts: PageFacts, entry: Entry | None) -> list[str]:
    """The lines with what the reader left out and without what it took by mistake, as far as the page's own text of the article
    (JSON-LD), its description or the feed's text tell; another part of the page, or such a text, where the reader failed."""
    blocks = read_blocks(tree)
    if len(blocks) > MOST_BLOCKS or len(blocks) * sum(map(len, lines)) > MOST_LOOKED_AT:
        return lines
    fed = entry.text if entry is not None else ""
    for witness in (fed, facts.body, facts.description):
        lines = anchored_lines(lines, blocks, witness)
    lines = complete_lines(lines, blocks)
    for witness in (facts.body, fed):
        lines = fuller_text(agreed_lines(lines, blocks, witness), witness)
    titles = (facts.headline, *facts.titles, *facts.headings, entry.title if entry is not None else "")
    return with_deck(tree, lines, titles, (facts.description, next(iter(clean_lines(fed)), "")))


def clean_lines(text: str) -> list[str]:
    """Text as its non-empty lines, blanks squeezed, list and table marks taken off."""
    found = []
    for line in text.splitlines():
        line = " ".join(line.split())
        if line.startswith(("- ", "| ")):
            line = line[2:].strip()
        line = line.removesuffix(" |")
        if line.strip("|- "):
            found.append(line)
    return found
