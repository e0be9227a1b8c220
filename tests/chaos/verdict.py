"""The end of a chaos run's log: its figures as tables, and what of them is wrong."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from connectors.editions.documents import StoryRow
from connectors.editions.tables import edition_time
from tests.chaos.report import gaps, memory_of, quantiles, table

if TYPE_CHECKING:
    from tests.chaos.flink import Chaos

PER_STORY = 0.02
"""MB that a live story may weigh in a worker: 11 KB as a process holds it that has just read the store, and as much while it is worked on."""


def tell(chaos: Chaos, stories: list[StoryRow], calm: tuple[float, float], wrong: list[str]) -> list[str]:
    """Say all figures; returns what is wrong, with what was known to be."""
    end = max(chaos.ledger.seen.values())
    rows = [
        (gap.kind, f"{gap.at - chaos.began:.0f}", f"{gap.next:.1f}", f"{gap.longest:.1f}", "–" if math.isnan(done.caught_up) else f"{done.caught_up - done.at:.0f}", gap.note)
        for gap, done in zip(gaps(chaos.done, chaos.ledger.seen.values(), end), chaos.done, strict=True)
    ]
    chaos.say("faults\n" + table(("what", "at, s", "next edition after, s", "longest gap after it, s", "caught up after, s", ""), rows))
    chaos.say("stories, seconds from a feed's item\n" + table(("", "stories", "p50", "p90", "p99", "most"), _delays(chaos, stories, calm)))
    sizes = [f"{size / 1000:.0f}" for size in quantiles([size for size, _ in chaos.checkpoints.values()])]
    times = [f"{ms / 1000:.1f}" for ms in quantiles([ms for _, ms in chaos.checkpoints.values()])]
    failed = sum(chaos.failed_checkpoints.values())
    chaos.say(f"checkpoints: {len(chaos.checkpoints)} completed, {failed} failed; KB p50, p90, p99, most {', '.join(sizes)}; seconds {', '.join(times)}")
    chaos.say(f"at the worst {chaos.furthest} items behind; restarts {({name: len(each) for name, each in chaos.stack.restarts.items()})}")
    memory = {name: memory_of(samples, PER_STORY if name in ("worker", "worker-pool") else 0.0) for name, samples in sorted(chaos.samples.items())}
    chaos.say("memory, MB\n" + table(
        ("", "middle third", "last third", "allowed", "most", "stories live"),
        [(name, *(f"{value:.0f}" for value in (m.middle, m.last, m.allowed, m.most)), "{}, {}".format(*m.live)) for name, m in memory.items()],
    ))  # fmt: skip
    wrong += [f"{name} has grown from {m.middle:.0f} to {m.last:.0f} MB" for name, m in memory.items() if not m.flat]
    wrong += [f"a stage failed by itself: {error}" for error in stage_errors(chaos.stack.log("jobmanager").read_text(errors="replace"))]
    chaos.say("PASSED" if not wrong else "FAILED: " + "; ".join(wrong))
    return wrong


def stage_errors(log: str) -> list[str]:
    r"""What stages raised, in the log of a JobManager: what is killed raises nothing there.

    >>> stage_errors("INFO started\nKeyError: \"PATH [while running 'Extract/ParDo']\"\n")
    ["KeyError: PATH [while running 'Extract/ParDo']"]
    """
    return sorted({line.replace('"', "").strip() for line in log.splitlines() if "[while running '" in line})


def _delays(chaos: Chaos, stories: list[StoryRow], calm: tuple[float, float]) -> list[tuple[str, ...]]:
    """From the moment of an item's listing to the end of its window, and to LATEST."""
    listed = chaos.feeds.listed_at()
    known = [(listed[row.url], row.first_edition) for row in stories if row.url in listed and row.first_edition in chaos.ledger.seen]
    to_latest = [(at, chaos.ledger.seen[edition] - at) for at, edition in known]
    to_window = [(at, edition_time(edition).timestamp() - at) for at, edition in known]
    rows = []
    for name, delays in (("to LATEST", to_latest), ("to the edition's as-of", to_window)):
        for when, chosen in (("", delays), (", undisturbed", [pair for pair in delays if calm[0] <= pair[0] < calm[1]])):
            rows.append((name + when, str(len(chosen)), *(f"{value:.1f}" for value in quantiles([delay for _, delay in chosen]))))
    return rows
