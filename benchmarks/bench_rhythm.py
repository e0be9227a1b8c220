"""How soon entries are seen, and for how many requests: polling by each feed's own rhythm, against a fixed interval.

    python -m benchmarks.bench_rhythm [--days 28]

Feeds whose entries come as a Poisson process whose rate swings over the day, some in batches, at 1 to 300 entries a day; and the real
feeds of ../shared/data/feeds where these are there, as far as they list 30 entries or more that are dated to the minute. Nothing is sent:
the clock is made up, and the rules are the pipeline's own.
"""

from __future__ import annotations

import argparse
import math
import random
import statistics
import tarfile
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from connectors.feeds import parse_feed
from connectors.records import Cursor, Feed
from transforms import rhythm

START = datetime(2026, 3, 2, tzinfo=UTC)
DAY = 86_400.0
REAL = Path(__file__).parents[2] / "shared" / "data" / "feeds" / "real-200.tgz"
LISTED = 20  # entries that a feed lists


@dataclass(frozen=True, slots=True)
class Cost:
    """What a policy took for one feed."""

    requests: float  # a day
    delays: Sequence[float]  # seconds from an entry to the poll that finds it
    lost: int  # entries that came and went between two polls


def simulate(arrivals: Sequence[float], days: float, wait: Callable[[Cursor, datetime], Cursor], listed: int = LISTED) -> Cost:
    """Poll a feed for so many days after a week in which its rhythm shows; ``arrivals`` in seconds from START, sorted."""
    cursor = Cursor(feed=f"http://feed.example/{len(arrivals)}", url="", checked=START, due=START)
    now, seen, requests, lost, delays = 0.0, 0, 0, 0, []
    begin = 7 * DAY
    while now < begin + days * DAY:
        there = bisect_right(arrivals, now)
        new = there - seen
        if now >= begin:
            requests += 1
            lost += max(0, new - listed)
            delays += [now - arrivals[place] for place in range(max(seen, there - listed), there)]
        as_of = START + timedelta(seconds=now)
        dates = [START + timedelta(seconds=arrivals[place]) for place in range(max(0, there - listed), there)]
        cursor = replace(rhythm.learn(cursor, new, as_of, dates), listed=listed, checked=as_of, read=as_of)
        cursor = wait(cursor, as_of)
        seen, now = there, (cursor.due - START).total_seconds()
    return Cost(requests / days, delays, lost)


def by_rhythm(cursor: Cursor, as_of: datetime) -> Cursor:
    """The pipeline's rule with its defaults."""
    return replace(cursor, due=rhythm.next_poll(cursor, as_of, 600.0, DAY))


def each_ten_minutes(cursor: Cursor, as_of: datetime) -> Cursor:
    """The same for all."""
    return replace(cursor, due=as_of + timedelta(seconds=600))


def made_up(a_day: float, days: float, batch: int, seed: int) -> list[float]:
    """Arrivals at a rate that swings threefold over the day, in batches of a size."""
    dice, now, times = random.Random(seed), 0.0, []
    most = 1.5 * a_day / batch / DAY
    while now < days * DAY:
        now += dice.expovariate(most)
        if dice.random() < (1 + 0.5 * math.sin(2 * math.pi * now / DAY)) / 1.5:
            times += [now + place for place in range(batch)]
    return times


def real() -> Iterator[list[float]]:
    """The arrivals that real feeds tell of, in seconds from the oldest entry that they list."""
    if not REAL.is_file():
        return
    with tarfile.open(REAL) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() else None
            if file is None:
                continue
            parsed = parse_feed(file.read(), feed=Feed(url="http://feed.example/"), url="http://feed.example/", as_of=datetime.now(UTC))
            dates = sorted(e.published.timestamp() for e in parsed.entries if e.published and e.published_precision in ("second", "minute"))
            if len(dates) >= 30:
                yield [date - dates[0] for date in dates]


def show(name: str, costs: Sequence[Cost]) -> None:
    delays = sorted(delay for cost in costs for delay in cost.delays) or [0.0]
    nine = delays[int(0.9 * (len(delays) - 1))]
    print(
        f"  {name:<18} {statistics.mean(cost.requests for cost in costs):8.1f} requests/day"
        f"   delay p50 {statistics.median(delays) / 60:7.1f} min"
        f"   p90 {nine / 60:7.1f} min   lost {sum(cost.lost for cost in costs):5} of {len(delays)}"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--days", type=float, default=28)
    options = parser.parse_args()
    policies = {"every 10 minutes": each_ten_minutes, "by rhythm": by_rhythm}
    for a_day, batch in ((0.2, 1), (1, 1), (5, 1), (20, 1), (20, 10), (100, 1), (300, 1)):
        series = [made_up(a_day, options.days + 7, batch, seed) for seed in range(5)]
        print(f"{a_day:g} entries a day, {batch} at a time")
        for name, policy in policies.items():
            show(name, [simulate(arrivals, options.days, policy) for arrivals in series])
    series = list(real())
    print(f"{len(series)} real feeds")
    for name, policy in policies.items():
        show(name, [simulate(arrivals, min(365.0, arrivals[-1] / DAY - 7), policy) for arrivals in series if arrivals[-1] > 30 * DAY])


if __name__ == "__main__":
    main()
