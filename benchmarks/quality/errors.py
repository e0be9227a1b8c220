"""What went wrong on a set of stories, worst first, as text files to read: ``<set>.wrong-folds.txt`` and their kin.

Evidence is what the store published for the verdict. A group, or event, that is torn has a home: the label that most of it has.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.quality.sets import LabelledSet, Rows
from connectors.editions.documents import BundleRow, CopyRow
from connectors.editions.reading import load_latest, newest_rows, read_bundle
from connectors.given import parse_published
from connectors.store import open_store
from pipelines.newsroom.scoring import copy_roots

BEGINNING = 400  # characters of a text that are shown
SHOWN = 6  # titles of one part of an event that are shown
LOOKED_AT = 40  # parts, and stories of a part, among which the closest titles are looked for

Story = Mapping[str, Any]
Case = tuple[float, str, list[str]]
"""How bad, the id that breaks ties, and the paragraphs to show."""


def write_fold_errors(folder: Path, of: LabelledSet, rows: Rows, said: Rows, store: Path) -> None:
    """Wrong folds and missed copies of a set."""
    known = {row["id"] for row in rows}
    roots = copy_roots({row["id"]: row.get("copy_of") or "" for row in said if row["id"] in known})
    roots |= {row["id"]: row["id"] for row in rows if row["id"] not in roots}
    what = "folds of stories of different groups, by score above the threshold, those carried along by another fold last (1 taken off)"
    write_cases(folder / f"{of.name}.wrong-folds.txt", what, wrong_folds(of, rows, roots, _fold_evidence(store)))
    what = (
        "stories apart from the rest of their group, by how much of the shorter text is in the longer: the story, the nearest of the rest"
    )
    write_cases(folder / f"{of.name}.missed-copies.txt", what, missed_copies(of, rows, roots))


def wrong_folds(of: LabelledSet, rows: Rows, roots: Mapping[str, str], evidence: Mapping[str, Mapping[str, Any]]) -> list[Case]:
    """Stories that matched one of another group; after them those that matched their own group and were carried along with it."""
    by_id = {row["id"]: row for row in rows}
    cases = []
    for id, root in roots.items():
        if by_id[id][of.gold] != by_id[root][of.gold]:
            why = evidence.get(id, {})
            matched = why.get("matched") or root
            carried = by_id[matched][of.gold] == by_id[id][of.gold]
            margin = why.get("score", 0.0) - why.get("threshold", 0.0)
            shown = [
                _evidence(why) + (", carried along" if carried else ""),
                *(_shown(by_id[other]) for other in dict.fromkeys((id, matched, root))),
            ]
            cases.append((margin - carried, id, shown))
    return cases


def missed_copies(of: LabelledSet, rows: Rows, roots: Mapping[str, str]) -> list[Case]:
    groups = defaultdict(list)
    for row in rows:
        groups[row[of.gold]].append(row)
    cases = []
    for group in groups.values():
        home = _largest(roots[row["id"]] for row in group)
        inside = [row for row in group if roots[row["id"]] == home]
        for row in group:
            if roots[row["id"]] != home:
                contained, jaccard, _, nearest = max((*_likeness(row, other), other["id"], other) for other in inside)
                near = f"{contained:.3f} of the shorter one's word triples in the longer, Jaccard {jaccard:.3f}, {_apart(row, nearest)}"
                cases.append((contained, row["id"], [near, _shown(row), _shown(nearest)]))
    return cases


def write_bundle_errors(folder: Path, of: LabelledSet, rows: Rows, said: Rows, store: Path) -> None:
    """Wrong merges and wrong splits of a set."""
    known = {row["id"] for row in rows}
    home = {row["id"]: row["bundle_id"] for row in said if row["id"] in known}
    home |= {row["id"]: f"missing {row['id']}" for row in rows if row["id"] not in home}
    what = "bundles of several events, by false pairs: the stories that matched one of another event with their evidence, then all events"
    write_cases(folder / f"{of.name}.wrong-merges.txt", what, wrong_merges(of, rows, home, _member_evidence(store)))
    what = "events in several bundles, by pairs missed"
    write_cases(folder / f"{of.name}.wrong-splits.txt", what, wrong_splits(of, rows, home))


def wrong_merges(of: LabelledSet, rows: Rows, home: Mapping[str, str], evidence: Mapping[str, Mapping[str, Any]]) -> list[Case]:
    by_id = {row["id"]: row for row in rows}
    events = Counter(row[of.gold] for row in rows)
    bundles = defaultdict(list)
    for row in rows:
        bundles[home[row["id"]]].append(row)
    cases = []
    for id, members in bundles.items():
        sizes = Counter(member[of.gold] for member in members)
        if len(sizes) == 1:
            continue
        counted = ", ".join(f"{event} {n} of {events[event]}" for event, n in sorted(sizes.items(), key=lambda item: (-item[1], item[0])))
        shown = [f"bundle {id}: {counted}"]
        for member in members:
            why = evidence.get(member["id"], {})
            matched = by_id.get(why.get("matched", ""))
            if matched is not None and matched[of.gold] != member[of.gold]:
                shown += [f"BRIDGE {_labelled(of, member)}", f"    to {_labelled(of, matched)}", f"    {_evidence(why)}"]
        for event in sorted(sizes, key=lambda event: (-sizes[event], event)):
            own = [member for member in members if member[of.gold] == event]
            shown += [_labelled(of, member) for member in own[:SHOWN]]
            shown += [f"[{event}] … and {len(own) - SHOWN} more"] if len(own) > SHOWN else []
        cases.append((float(_pairs([len(members)]) - _pairs(sizes.values())), id, shown))
    return cases


def wrong_splits(of: LabelledSet, rows: Rows, home: Mapping[str, str]) -> list[Case]:
    held = Counter(home[row["id"]] for row in rows)
    events: dict[str, dict[str, list[Story]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        events[row[of.gold]][home[row["id"]]].append(row)
    cases = []
    for event, parts in events.items():
        if len(parts) == 1:
            continue
        count = sum(len(part) for part in parts.values())
        shown = [f"event {event}: {count} stories in {len(parts)} bundles; {_closest_titles(list(parts.values()))}"]
        for id, part in sorted(parts.items(), key=lambda item: (-len(item[1]), item[0])):
            others = held[id] - len(part)
            shown.append(f"bundle {id}: {len(part)}" + (f", with {others} of other events" if others else ""))
            shown += [f"    {_line(story)}" for story in part[:SHOWN]]
            shown += [f"    … and {len(part) - SHOWN} more"] if len(part) > SHOWN else []
        cases.append((float(_pairs([count]) - _pairs(len(part) for part in parts.values())), event, shown))
    return cases


def write_cases(path: Path, what: str, cases: Sequence[Case]) -> None:
    """Number the cases, worst first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as out:
        out.write(f"{len(cases)} {what}\n")
        for number, (weight, _, shown) in enumerate(sorted(cases, key=lambda case: (-case[0], case[1])), 1):
            out.write(f"\n=== {number}  ({weight:.3f})\n" + "\n".join(shown) + "\n")


# --- what the store says


def _fold_evidence(store: Path) -> dict[str, dict[str, Any]]:
    opened = open_store(str(store))
    latest = load_latest(opened)
    assert latest is not None
    return {row.id: _fields(row) for row in newest_rows(opened, latest.manifest, "copies", CopyRow) if not row.withdrawn}


def _member_evidence(store: Path) -> dict[str, dict[str, Any]]:
    opened = open_store(str(store))
    latest = load_latest(opened)
    assert latest is not None
    found: dict[str, dict[str, Any]] = {}
    for row in newest_rows(opened, latest.manifest, "bundles", BundleRow):
        if len(row.members) > 1:
            for member in read_bundle(opened, row.document).members:
                found[member.id] = _fields(member.evidence)
                found |= {copy.id: _fields(copy.evidence) for copy in member.copies}
    return found


def _fields(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__slots__}


# --- how it is shown


def _evidence(why: Mapping[str, Any]) -> str:
    said = {name: value for name, value in why.items() if name not in ("id", "copy_of", "matched", "withdrawn", "edition")}
    return ", ".join(f"{name} {_plain(value)}" for name, value in said.items() if value not in ("", ())) or "no evidence published"


def _plain(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    return " ".join(value) if isinstance(value, tuple) else str(value)


def _line(story: Story) -> str:
    parts = (story["id"], (story.get("published") or "")[:16], story.get("publisher") or "", story.get("title") or "")
    return "  ".join(part for part in parts if part)


def _labelled(of: LabelledSet, story: Story) -> str:
    return f"[{story[of.gold]}] {_line(story)}"


def _shown(story: Story) -> str:
    kind = f"  {story['kind']} {story.get('severity', '')}" if story.get("kind") else ""
    text = " ".join((story.get("text") or "").split())
    return f"{_line(story)}{kind}  ({len(text.split())} words)\n    {text[:BEGINNING]}"


def _apart(one: Story, other: Story) -> str:
    if not (one.get("published") and other.get("published")):
        return "undated"
    distance = abs(parse_published(one["published"])[0] - parse_published(other["published"])[0])
    return f"{distance.total_seconds() / 3600:.1f} h apart"


def _likeness(one: Story, other: Story) -> tuple[float, float]:
    """Containment of the shorter and Jaccard similarity, of word triples."""
    a, b = _triples(one), _triples(other)
    shared = len(a & b)
    return (shared / min(len(a), len(b)), shared / len(a | b)) if a and b else (0.0, 0.0)


def _triples(story: Story) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", (story.get("text") or story.get("title") or "").lower())
    return set(zip(words, words[1:], words[2:], strict=False))


def _closest_titles(parts: Sequence[Sequence[Story]]) -> str:
    """The two stories of different parts whose titles share most."""
    titles = [[story.get("title") or "" for story in part[:LOOKED_AT]] for part in parts[:LOOKED_AT]]
    pairs = ((one, other) for left, right in combinations(titles, 2) for one in left for other in right)
    shared, one, other = max((_shared_words(one, other), one, other) for one, other in pairs)
    return f"closest titles {shared:.2f}: {one} / {other}"


def _shared_words(one: str, other: str) -> float:
    a, b = (set(re.findall(r"\w{3,}", title.lower())) for title in (one, other))
    return len(a & b) / max(1, len(a | b))


def _largest(labels: Iterable[str]) -> str:
    counted = Counter(labels)
    return min(counted, key=lambda label: (-counted[label], label))


def _pairs(sizes: Iterable[int]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes)
