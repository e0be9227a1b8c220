"""What ``newsheaf explain`` says: the verdict first, then the reasons in words and figures, then what would turn it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from connectors.records import MemberEvidence
from connectors.times import format_time

if TYPE_CHECKING:
    from connectors.editions.documents import BundleDocument, CopyRow
    from connectors.editions.rows import StoryFacts
    from transforms.explain import BundleCase, Change, FoldCase

MOST_TERMS = 8
MEASURED = ("shingles", "too few runs")
"""Rules of folding that decide by measures."""

PARTS = {
    "shingles_weight": "runs of three words in common",
    "words_weight": "rare words in common",
    "numbers_weight": "numbers in conflict",
    "size_weight": "how much there is to compare",
    "days_weight": "time between them",
    "twin_weight": "alike word for word but for numbers",
    "credit_weight": "whom they credit",
    "offset": "what every pair begins with",
}
FACTORS = {
    "time": "time between them",
    "length": "difference in length",
    "numbers": "numbers, ordinals and days in title and lead",
    "site": "one site or two",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything that is known of two stories, or of what should be two."""

    absent: tuple[tuple[str, str], ...] = ()  # name as it was given, what became of the item
    stories: tuple[StoryFacts, ...] = ()
    rows: Mapping[str, StoryFacts] = field(default_factory=dict)
    copies: Mapping[str, CopyRow] = field(default_factory=dict)  # published verdicts of the two copy groups
    bundles: Mapping[str, BundleDocument] = field(default_factory=dict)
    overrides: tuple[str, ...] = ()
    edition: str = ""  # that first had both
    fold: FoldCase | None = None
    bundle: BundleCase | None = None
    compared: tuple[str, str] = ("", "")  # the originals that bundling compared
    spelled: Mapping[int, str] = field(default_factory=dict)
    support: float = 0.0
    decay_days: float = 1.0

    @property
    def folded(self) -> bool:
        return len(self.stories) == 2 and self.stories[0].root == self.stories[1].root

    @property
    def bundled(self) -> bool:
        return len(self.stories) == 2 and self.stories[0].bundle_id == self.stories[1].bundle_id


def case_lines(case: Case) -> Iterator[str]:
    """The whole answer."""
    yield verdict(case)
    if case.absent or len(case.stories) < 2:
        return
    a, b = case.stories
    yield ""
    for letter, story in (("A", a), ("B", b)):
        when = format_time(story.published)[:16].replace("T", " ") if story.published else "undated"
        yield f"{letter}  {story.id}  {story.publisher or story.site or 'unnamed'}, {when}: {story.title}"
        copy = f", copy of {story.copy_of}" if story.copy_of else ""
        yield f"   language {story.language}, bundle {story.bundle_id}{copy}, first in edition {story.first_edition}"
    if case.overrides:
        yield ""
        yield "overrides"
        yield from (f"  {words}" for words in case.overrides)
    if a.language != b.language:
        return
    yield ""
    yield from fold_lines(case)
    yield ""
    yield from bundle_lines(case)


def verdict(case: Case) -> str:
    """The first line."""
    if case.absent:
        return " ".join(f"{name} {said}." for name, said in case.absent)
    if len(case.stories) < 2:
        return f"Both names mean one story, {case.stories[0].id}."
    a, b = case.stories
    if case.folded:
        who = "B is a copy of A" if b.copy_of == a.id else "A is a copy of B" if a.copy_of == b.id else f"both are copies of {a.copy_of}"
        return f"Folded: {who}" + (", and in one bundle." if case.bundled else ", yet in two bundles.")
    if case.bundled:
        return f"Not folded, but in one bundle: {_why_not_folded(case)}."
    if a.language != b.language:
        return f"Neither folded nor bundled: A is in {a.language} and B in {b.language}, and copies and bundles have one language."
    return f"Neither folded nor bundled: {_why_not_bundled(case)}."


# --- folding


def _why_not_folded(case: Case) -> str:
    found = case.fold
    if _overridden(case, "cannot-link"):
        return "an editor keeps the copies apart"
    if found is None:
        return "no comparison"
    if found.hours > found.window_hours:
        return f"as copies they are {found.hours:g} hours apart, and {found.window_hours:g} are allowed"
    if found.rule == "too short":
        return "too short to be told for copies, and neither text nor title is equal"
    if found.rule == "too few runs":
        return f"too few runs of three words in common for copies, {found.containment:.3f} by rarity"
    if found.score < found.threshold:
        return f"alike as copies by {found.score:.3f}, and {found.threshold:.3f} is needed"
    if not found.met:
        return "too little in common at first sight to be compared as copies"
    return "alike enough taken alone, but each is with a group that it is more like"


def fold_lines(case: Case) -> Iterator[str]:
    found = case.fold
    assert found is not None
    yield "folding: " + ("folded" if case.folded else f"not folded, {_why_not_folded(case)}")
    if case.folded:
        yield from (f"  {line}" for line in _fold_chain(case))
    else:
        for story in case.stories:
            row = case.copies.get(story.id)
            if row is not None and row.withdrawn:
                yield f"  {story.id} was a copy before edition {row.edition}: {row.override or row.rule}"
    met = "were compared" if found.met else "would not have been compared: too little in common at first sight"
    yield f"  with what edition {case.edition} had, the two {met} ({found.bands} bands of the index in common)"
    yield f"  word triples in common (Jaccard): {found.jaccard:.3f}, estimated {found.estimated_jaccard:.3f}; {found.hours:g} hours apart"
    if found.rule in MEASURED:
        measures = {
            "shingles_weight": f"{found.containment:.3f} of the shorter, weighted by rarity",
            "words_weight": f"{found.rare_overlap:.3f} of the shorter's",
            "numbers_weight": f"{found.conflict:.3f}",
            "days_weight": f"{found.hours:g} hours",
        }
        for name, part in found.parts:
            measure = f" ({measures[name]})" if name in measures else ""
            yield f"    {part:+8.3f}  {PARTS.get(name, name)}{measure}"
        yield f"    {sum(part for _, part in found.parts):+8.3f}  together: score {found.score:.3f}, {found.threshold:.3f} needed"
    if found.rule != "shingles":
        yield f"  rule: {found.rule}, score {found.score:.3f}, {found.threshold:.3f} needed"
    if words := _spelled(case, found.shared):
        yield f"  rarest words in common: {', '.join(words)}"
    if said := _changes(found.changes, found.runs):
        yield f"  {'this pair would not fold' if found.alike else 'this pair would fold'} with {said}"


def _fold_chain(case: Case) -> Iterator[str]:
    """Who was matched with whom from the one story to the other, as published."""
    a, b = case.stories
    rows = [row for row in case.copies.values() if not row.withdrawn]
    path = _path(a.id, b.id, [(row.id, row.matched) for row in rows if row.matched])
    for one, other in _steps(path or _path(a.id, b.id, [(row.id, end) for row in rows for end in (row.matched, row.copy_of) if end])):
        row = next((row for row in rows if (row.id, row.matched) in ((one, other), (other, one))), None)
        if row is None:
            yield f"{one} and {other}: by others of their group"
            continue
        said = f"{one} and {other}: {row.rule}, score {row.score:.3f}, {row.threshold:.3f} needed, in edition {row.edition}"
        terms = f", on {', '.join(row.terms)}" if row.terms else ""
        yield said + terms + (f"; {row.override}" if row.override else "")


# --- bundling


def _why_not_bundled(case: Case) -> str:
    found = case.bundle
    if _overridden(case, "cannot-link"):
        return "an editor keeps them apart"
    if found is None:
        return "no comparison"
    if found.days > found.idle_days:
        return f"they are {found.days:g} days apart, and a bundle takes nothing after {found.idle_days:g}"
    if not found.shared:
        return "they have no telling term in common"
    if found.sizes == (1, 1) and found.similarity < found.threshold:
        return f"they are alike by {found.similarity:.3f}, and {found.threshold:.3f} makes one event"
    if found.group_similarity < found.threshold:
        return f"their bundles are alike by {found.group_similarity:.3f}, and {found.threshold:.3f} makes one event"
    return f"alike by {found.group_similarity:.3f}, which would do, but each joined the bundle that it is closest to"


def bundle_lines(case: Case) -> Iterator[str]:
    a, b = case.stories
    yield "bundling: " + ("in one bundle" if case.bundled else f"in two bundles, {_why_not_bundled(case)}")
    for letter, story in (("A", a), ("B", b)):
        why = _evidence(case.bundles.get(story.bundle_id), story.id)
        if why:
            yield f"  {letter} as published: {_published(why)}"
    found = case.bundle
    if found is None:
        yield f"  a copy goes where its original is: {case.compared[0]} speaks for both"
        return
    for letter, story, original in (("A", a, case.compared[0]), ("B", b, case.compared[1])):
        if story.id != original:
            yield f"  {letter} is a copy: its original {original} speaks for it here"
    if case.bundled:
        yield from (f"  {line}" for line in _bundle_chain(case, found))
    met = "are compared" if found.met else "are not compared directly: others share more of their strongest terms"
    yield f"  with what edition {case.edition} had, the two {met}"
    yield f"    {found.cosine:8.3f}  terms in common (cosine)"
    for each in found.factors:
        if round(each.factor, 3) != 1:
            detail = f" ({found.days:g} days)" if each.name == "time" else ""
            yield f"  x {each.factor:8.3f}  {FACTORS.get(each.name, each.name)}{detail}"
    yield f"  = {found.similarity:8.3f}  similarity of the pair, {found.threshold:.3f} makes one event"
    if not case.bundled and (found.sizes != (1, 1) or found.similarity >= found.threshold):
        one, other = found.sizes
        yield f"    {found.group_similarity:8.3f}  bundles of {one} and {other} originals, on average and beside what else is near them"
    terms = [f"{case.spelled.get(term, '?')} {value:.3f}" for term, value in found.shared[:MOST_TERMS]]
    if terms:
        more = len(found.shared) - len(terms)
        yield f"  strongest terms in common: {', '.join(terms)}" + (f" and {more} more" if more > 0 else "")
    if missing := _spelled(case, found.missing):
        yield f"  A's strongest terms that B hasn't: {', '.join(missing)}"
    if said := _changes(found.changes, 0):
        yield f"  {'this pair would not do' if found.similarity >= found.threshold else 'this pair would do'} with {said}"
    if found.similarity < found.threshold and case.bundled:
        yield f"  {'an editor holds' if _overridden(case, 'must-link') else 'other stories hold'} the two together"


def _bundle_chain(case: Case, found: BundleCase) -> Iterator[str]:
    """Who links the two: as published where the matched stories lead from one to the other, else as measured."""
    document = case.bundles.get(case.stories[0].bundle_id)
    edges: list[tuple[str, str]] = []
    if document:
        edges = [(member.id, member.evidence.matched) for member in document.members if member.evidence.matched]
    path = _path(*case.compared, edges)
    if path and document:
        scores = {member.id: (member.evidence.matched, member.evidence.score) for member in document.members}
        steps = []
        for one, other in _steps(path):
            matched, score = scores.get(one, ("", 0.0))
            steps.append(score if matched == other else scores.get(other, ("", 0.0))[1])
        yield "linked, as published: " + path[0] + "".join(f" - {score:.3f} - {id}" for id, score in zip(path[1:], steps, strict=True))
    elif found.chain and min(step.similarity for step in found.chain) >= found.threshold / 2:
        said = found.chain[0].id + "".join(f" - {step.similarity:.3f} - {step.id}" for step in found.chain[1:])
        yield f"linked, as measured now: {said}"
    else:
        yield "no chain of stories alike leads from one to the other: their groups were joined as a whole, or by an override"


def _published(why: MemberEvidence) -> str:
    text = why.rule or "member"
    if why.matched and why.rule == "copy":
        text += f", goes where {why.matched} goes"
    elif why.matched and why.rule in ("merge", "split"):
        text += f", moved from bundle {why.matched}"
    elif why.matched and why.score:
        text += f", closest to {why.matched}: {why.score:.3f}, {why.threshold:.3f} needed"
    if why.runner_up:
        text += f"; closest outside: {why.runner_up}, {why.runner_up_score:.3f}"
    if why.terms:
        text += f"; on {', '.join(why.terms)}"
    return text + (f"; {why.override}" if why.override else "")


def _evidence(document: BundleDocument | None, id: str) -> MemberEvidence | None:
    for member in document.members if document else ():
        if member.id == id:
            return member.evidence
        for copy in member.copies:
            if copy.id == id:
                return copy.evidence
    return None


# --- both


def _overridden(case: Case, kind: str) -> bool:
    """Whether an override of this kind is at work between the two, by the file given or by what was published."""
    ids = {id for story in case.stories for id in (story.id, story.root)}
    told = [row.override for row in case.copies.values() if row.id in ids]
    told += [why.override for s in case.stories if (why := _evidence(case.bundles.get(s.bundle_id), s.id)) is not None]
    names = [{name for name in (s.id, s.root, s.url, s.link) if name} for s in case.stories]
    published = any(words.startswith(kind) and all(_named(words, own) for own in names) for words in told)
    return published or any(f": {kind} " in words for words in case.overrides)


def _named(words: str, names: Iterable[str]) -> bool:
    return any(f" {name} " in f"{words} " or f" {name}:" in words for name in names)


def _changes(changes: Sequence[Change], runs: int) -> str:
    """The changes, each enough by itself, in words."""
    words = {
        "hours less": "{:g} hours less between them",
        "hours more": "{:g} hours more between them",
        "days less": "{:g} days less between them",
        "days more": "{:g} days more between them",
        "words more": "{:g} rare words more in common",
        "words fewer": "{:g} rare words fewer in common",
        "runs more": f"{{:g}} more of its {runs} runs of three words in common",
        "runs fewer": "{:g} runs of three words fewer in common",
        "terms more": "{:g} more of A's strongest terms in common",
        "terms fewer": "their {:g} strongest terms in common gone",
        "numbers agree": "numbers that agree",
        "other sites": "stories of different sites",
    }
    said = [words.get(change.kind, change.kind).format(change.amount) for change in changes]
    said = [text.replace("1 hours", "1 hour").replace("1 rare words", "1 rare word") if text.startswith("1 ") else text for text in said]
    return ", or ".join(said)


def _spelled(case: Case, hashes: Iterable[int]) -> list[str]:
    """Hashes of words as words, as far as the two texts have them."""
    return [case.spelled[word] for word in hashes if word in case.spelled][:MOST_TERMS]


def _path(start: str, end: str, edges: Iterable[tuple[str, str]]) -> list[str]:
    """The shortest way from one id to another; empty when there is none."""
    near: dict[str, set[str]] = {}
    for one, other in edges:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    came = {start: start}
    waiting = deque([start])
    while waiting and end not in came:
        at = waiting.popleft()
        for other in sorted(near.get(at, ())):
            if other not in came:
                came[other] = at
                waiting.append(other)
    if end not in came:
        return []
    path = [end]
    while path[-1] != start:
        path.append(came[path[-1]])
    return path[::-1]


def _steps(path: Sequence[str]) -> list[tuple[str, str]]:
    return list(pairwise(path))


def as_json(case: Case) -> dict[str, Any]:
    """The case as plain JSON values; ``lines`` is what would be printed."""
    stories = [
        {
            "id": s.id, "url": s.url, "title": s.title, "publisher": s.publisher, "site": s.site, "language": s.language,
            "published": format_time(s.published) if s.published else None, "bundle_id": s.bundle_id, "copy_of": s.copy_of,
            "first_edition": s.first_edition,
        }
        for s in case.stories
    ]  # fmt: skip
    found: dict[str, Any] = {
        "verdict": verdict(case), "folded": case.folded, "bundled": case.bundled, "stories": stories,
        "absent": [{"name": name, "state": said} for name, said in case.absent], "overrides": list(case.overrides),
        "edition": case.edition, "fold": None, "bundle": None, "lines": list(case_lines(case)),
    }  # fmt: skip
    if case.fold is not None:
        fold = asdict(case.fold)
        fold["parts"] = dict(case.fold.parts)
        fold["shared"] = _spelled(case, case.fold.shared)
        fold["changes"] = [asdict(change) for change in case.fold.changes]
        found["fold"] = fold
    if case.bundle is not None:
        bundle = asdict(case.bundle)
        bundle["factors"] = {each.name: each.factor for each in case.bundle.factors}
        bundle["shared"] = [{"term": case.spelled.get(term, ""), "value": value} for term, value in case.bundle.shared]
        bundle["chain"] = [asdict(step) for step in case.bundle.chain]
        bundle["changes"] = [asdict(change) for change in case.bundle.changes]
        found["bundle"] = bundle
    return found
