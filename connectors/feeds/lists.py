"""Lists of feeds: OPML, CSV, JSON, Markdown or one URL a line, from a file or an address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from connectors.feeds.documents import parse_feed
from connectors.feeds.markup import clean_characters, decode_document
from connectors.feeds.mend import is_html_page
from connectors.feeds.opml import ListRow, is_opml, read_opml
from connectors.feeds.plainlists import address_of, read_json_list, read_lines
from connectors.given import SourceError
from connectors.records import Feed, Reject
from connectors.redaction import redact
from connectors.web.access import Access, give_access, split_login, variables_in
from connectors.web.http import HttpSettings
from connectors.web.pacing import Request, fetch_politely

MAX_LIST_BYTES = 64 * 2**20
_MARKUP = re.compile(r"<(?:\?xml|!doctype|!--|html|(?:[a-z0-9]{1,20}:)?(?:rss|feed|rdf)\b)", re.IGNORECASE)
FORMS = "OPML with xmlUrl attributes, CSV with a url column, JSON, Markdown links, or one URL a line"


class FeedListError(SourceError):
    """The list itself can't be read; the message says what, where and how to mend it."""


def read_feed_list(
    source: str, http: HttpSettings | None = None, variables: Mapping[str, str] | None = None
) -> tuple[list[Feed], list[Reject]]:
    """The feeds of one list in its order, each URL once (its first line counts), and its bad lines as rejects.

    ``source`` is a file or an http(s) URL, which is asked as feeds are; a feed's own URL is a list of one. OPML: every outline with an
    ``xmlUrl``, the folders around it as category;
    ``aggregator="true"`` marks one that lists other outlets' articles.
    CSV: columns by header, else the first URL of a row, title, category. JSON: URLs, or
    objects with one. Markdown: a link a line, under headings. Text: one URL a line, ``#`` begins a comment.
    A reject's item is ``source:line``. ``variables`` are those that the source's own address may name; a list from the web may name none.
    No secret is in a message, nor in a feed but for its ``login``.
    Raises FeedListError when the source can't be read at all, or holds no feed.
    """
    login, source = split_login(source)
    try:
        access = give_access(source, login, (), variables or {}) if _is_address(source) else Access()
    except ValueError as error:
        raise FeedListError(f"{source}: {error}") from error
    body, content_type = _load(source, http or HttpSettings(), access)
    text = clean_characters(decode_document(body, content_type)).lstrip("\ufeff")
    feeds: dict[tuple[str, str], Feed] = {}
    rejects: list[Reject] = []
    try:
        for row in _rows(text):
            feed = _feed(row, source)
            if isinstance(feed, Reject):
                rejects.append(feed)
            else:
                feeds.setdefault((feed.url, feed.login), feed)
    except ValueError as error:
        if not feeds:
            return [_only_feed(source, login, body, content_type, str(error))], []
        rejects.append(Reject(item=source, stage="read", reason="bad list", detail=str(error)))
    if not feeds:
        return [_only_feed(source, login, body, content_type, _first_line(text))], []
    return list(feeds.values()), rejects


def _rows(text: str) -> Iterator[ListRow]:
    """Raises ValueError where the text can't be a list."""
    head = text.lstrip(" \t\r\n\0")
    line = 1 + text[: len(text) - len(head)].count("\n")
    if head.startswith("<") and (is_opml(head) or _MARKUP.match(head)):
        return read_opml(head, line)
    if head.startswith(("{", "[")):
        if "jsonfeed.org/version" in head[:10_000]:
            raise ValueError("a JSON feed")
        try:
            return iter(list(read_json_list(head)))
        except ValueError as error:
            if head.startswith("{"):
                raise ValueError(f"no JSON: {error}") from None  # else a link of Markdown, or an IPv6 address
    return read_lines(text)


def _first_line(text: str) -> str:
    first = next((line.strip() for line in text.split("\n") if line.strip()), "")
    return f"its first line is {redact(first)[:100]!r}" if first else "it is empty"


def _only_feed(source: str, login: str, body: bytes, content_type: str, why: str) -> Feed:
    """The feed that the source is itself. Raises FeedListError where it is none, and names ``why`` it is no list."""
    feed = Feed(url=source, login=login)
    parsed = parse_feed(body, feed=feed, url=source, as_of=datetime(1970, 1, 1, tzinfo=UTC), content_type=content_type)
    if not parsed.reason and body.lstrip()[:1] in (b"<", b"{", b"\xef", b"\xfe", b"\xff"):
        if _is_address(source):
            return feed
        raise FeedListError(f"{source}: a feed, not a list of feeds; give its address, or a list with its address in it")
    if is_html_page(decode_document(body, content_type).lstrip("\ufeff \t\r\n\0")):
        raise FeedListError(f"{source}: a web page, no list of feeds; give the address of its feed, or {FORMS}")
    raise FeedListError(f"{source}: no feed in it ({why}); give {FORMS}")


def _is_address(source: str) -> bool:
    return source[:8].lower().startswith(("http://", "https://"))


def _load(source: str, http: HttpSettings, access: Access) -> tuple[bytes, str]:
    """(content, Content-Type). Raises FeedListError."""
    if _is_address(source):
        settings = replace(http, max_bytes=MAX_LIST_BYTES)
        accept = "text/x-opml, application/xml;q=0.9, text/csv;q=0.9, */*;q=0.5"
        request = Request(url=source, item=source, accept=accept, access=access)
        for _, answer in fetch_politely([request], settings, deadline_seconds=http.total_timeout_seconds):
            if answer.reason or not answer.body:
                why = " ".join(filter(None, (answer.reason or f"http {answer.status} without content", answer.detail)))
                raise FeedListError(f"{source}: can't be read: {why}; give a file or an http(s) URL that answers with a list of feeds")
            return answer.body, f"{answer.content_type}; charset={answer.charset}" if answer.charset else answer.content_type
    try:
        with Path(source.removeprefix("file://")).open("rb") as stream:
            data = stream.read(MAX_LIST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise FeedListError(f"{source}: can't be read: {error}; give a file or an http(s) URL") from error
    if len(data) > MAX_LIST_BYTES:
        raise FeedListError(f"{source}: over {MAX_LIST_BYTES >> 20} MiB; split the list")
    return data, ""


def _feed(row: ListRow, source: str) -> Feed | Reject:
    place = f"{redact(source)}:{row.line}"
    if row.fault:
        return Reject(item=place, stage="read", reason=row.reason, detail=row.fault)
    url = address_of(row.url)
    if not url:
        detail = f"{redact(row.url)[:200]!r} is not an http or https URL"
        return Reject(item=place, stage="read", reason="bad feed url", detail=detail)
    login, url = split_login(url)
    if _is_address(source) and variables_in(login + url):
        detail = f"{redact(url)[:200]!r} names a variable, which a list from the web may not; keep the list in a file"
        return Reject(item=place, stage="read", reason="bad feed url", detail=detail)
    return Feed(url=url, login=login, title=row.title[:500], category=row.category[:500], aggregator=row.aggregator)
