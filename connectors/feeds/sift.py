"""Which entries of a document are new to a store, by the identities that it knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from connectors.continuity import goes_on, trace_of
from connectors.feeds.documents import ParsedFeed
from connectors.feeds.identity import entry_id, entry_names, feed_mark, says_the_same, speaks_for_link, vouched_for
from connectors.hashes import identity_key
from connectors.records import Entry, Known, Reject


def sift(parsed: ParsedFeed, known: Mapping[str, Known]) -> tuple[list[Entry], list[Reject], int]:
    """(entries that are new or changed, rejects not seen before, how many items are known).

    An entry is known when what is known under its guid or its link says the same. Else it goes on, under the id of the story that its
    link is known for; which story it is in the end is decided when its page has answered (``identify``). Items that repeat another
    of the same document count as known, and so do rejects of a known key; one with a fingerprint only where that agrees.
    """
    entries, rejects, count_known = [], [], parsed.duplicates
    taken: set[str] = set()
    for entry in parsed.entries:
        if vouched_for(entry, known):
            entry = replace(entry, vouched=True)
            entry = replace(entry, id=entry_id(entry))
        if any(says_the_same(known[key].fingerprint, entry) for key in entry_names(entry) if key in known):
            count_known += 1
            continue
        if _is_contradicted(entry, known):
            entry = replace(entry, own_page=False)
            entry = replace(entry, id=entry_id(entry))
        entry = replace(entry, id=_known_id(entry, known) or entry.id)
        if entry.id in taken:  # two items that the store knows as one story
            count_known += 1
            continue
        taken.add(entry.id)
        entries.append(entry)
    for reject in parsed.rejects:
        if any(key in known and fingerprint in ("", known[key].fingerprint) for key, _, fingerprint in reject.keys):
            count_known += 1
        else:
            rejects.append(reject)
    return entries, rejects, count_known


def _is_contradicted(entry: Entry, known: Mapping[str, Known]) -> bool:
    """Whether the feed has listed the link as another item's: under another guid, with another title and another text."""
    if not (entry.own_page and entry.url and speaks_for_link(entry)) or entry.guid == entry.url:
        return False
    guid, link, *_ = entry_names(entry)
    row = known.get(link)
    if row is None or row.owner != feed_mark(entry.feed) or (guid in known and known[guid].story_id == row.story_id):
        return False
    story = known.get(identity_key("story", row.story_id))
    return story is not None and not goes_on(story.trace, trace_of(entry.title, entry.text))


def _known_id(entry: Entry, known: Mapping[str, Known]) -> str:
    """The story that the entry's link is known for, or that of its guid where there is no link to contradict that; else empty."""
    guid, *links = entry_names(entry)
    found = [known[key] for key in links if key in known] if speaks_for_link(entry) else []
    if not entry.url and guid in known:
        found = [known[guid]]
    return found[0].story_id if found else ""


def other_names(parsed: ParsedFeed, known: Mapping[str, Known]) -> tuple[tuple[str, str, str], ...]:
    """(identity key, story id, fingerprint) of the items that are known by their link alone: from now on by their guid, too, since a link
    may come to say something else, for instance when another feed lists it."""
    found = []
    for entry in parsed.entries:
        guid, *links = entry_names(entry)
        if guid not in known or not says_the_same(known[guid].fingerprint, entry):
            rows = [known[key] for key in links if key in known and says_the_same(known[key].fingerprint, entry)]
            found += [(guid, row.story_id, entry.fingerprint) for row in rows[:1]]
    return tuple(sorted(found))


def listed_keys(parsed: ParsedFeed, entries: Sequence[Entry]) -> tuple[str, ...]:
    """Every identity key that the document lists, sorted: these live on."""
    keys = {key for entry in parsed.entries for key in (*entry_names(entry), identity_key("story", entry.id))}
    keys.update(identity_key("story", entry.id) for entry in entries)
    keys.update(key for reject in parsed.rejects for key, _, _ in reject.keys)
    keys.update(parsed.cut_keys)
    return tuple(sorted(keys.union(parsed.duplicate_keys)))
