"""A given row (``--stories``) to a story: nothing is extracted, only taken, completed and stripped."""

from __future__ import annotations

import re

from connectors.hashes import content_hash
from connectors.records import GivenStory, Reject, Story
from connectors.web.urls import canonical_url, registered_domain, site_of
from transforms.strip import LineContext, StripSettings, content_fingerprint, strip_lines, strip_story
from transforms.text.language import language_of, normalise_language

DEFAULT = StripSettings()


def story_from_given(row: GivenStory, settings: StripSettings = DEFAULT) -> Story | Reject:
    """The story of a given row, stripped by the seed rules; a reject (stage "extract", "empty") without title and text.

    ``titled=False``: the first line that is not residue is the title, and the rest the text. Given times are never corrected.
    """
    lines = [line for raw in row.text.splitlines() if (line := re.sub(r"\s+", " ", raw.replace("\x00", "")).strip())]
    title = re.sub(r"\s+", " ", row.title.replace("\x00", "")).strip()
    head: tuple[str, ...] = ()
    if not row.titled and not title and lines:
        kept, _ = strip_lines("", lines, LineContext(), settings)
        if kept:
            # The first line that is not residue is the title; the residue before it stays in the text and is cut there.
            title = kept[0]
            place = lines.index(title)
            head, lines = tuple(lines[:place]), lines[place + 1 :]
    if not title and not lines:
        return Reject(
            item=row.id or row.url or "row", stage="extract", reason="empty", url=row.url,
            detail="the row has neither title nor text; give at least one of them",
        )  # fmt: skip
    text = "\n".join((*head, *lines))
    url = canonical_url(row.url) if row.url else ""
    story = Story(
        id=row.id or (content_hash("url", url) if url else content_hash("content", title, text)),
        url=url or row.url,
        title=title,
        text=text,
        publisher=row.publisher,
        site=site_of(url, "", row.publisher),
        owner=registered_domain(url),
        published=row.published,
        published_precision=row.published_precision,
        published_source="given" if row.published is not None else "",
        first_seen=row.first_seen,
        language=normalise_language(row.language) or language_of(title, text, ""),
        item_fingerprint=row.fingerprint,
        fingerprint=content_fingerprint(title, text),
    )
    return strip_story(story, settings, LineContext())
