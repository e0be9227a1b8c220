"""Hosts that asked to wait: nobody is asked earlier than the host allows, whatever the plan, and what is kept is bounded and the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from connectors import holds as kept
from connectors.holds import Hold, hold_of, is_held, next_holds, seconds_left, wait_of

AS_OF = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOSTS = st.sampled_from(["a.example", "b.example", "www.a.example"])
HOLDS = st.builds(
    Hold, host=HOSTS, until=st.integers(-100, 5_000).map(lambda s: AS_OF + timedelta(seconds=s)), status=st.sampled_from([429, 503])
)

MOST = 86_400.0


def after(before: dict[str, Hold], rows: list[Hold]) -> dict[str, Hold]:
    return {host: hold for host, hold in (before | {row.host: row for row in rows}).items() if not hold.over}


@given(retry_after=st.none() | st.floats(0, 1e12), elapsed=st.floats(0, 90_000))
def test_a_host_is_left_alone_as_long_as_it_said_and_hardly_longer(retry_after: float | None, elapsed: float) -> None:
    wait = wait_of(retry_after, elapsed, MOST)
    asked = min(kept.UNNAMED_WAIT if retry_after is None else retry_after, MOST)
    assert elapsed + asked <= wait <= elapsed + asked + 61


@given(retry_after=st.integers(0, 90_000), one=st.floats(0, 59.9), other=st.floats(0, 59.9))
def test_how_fast_answers_came_makes_no_difference(retry_after: int, one: float, other: float) -> None:
    assert wait_of(retry_after, one, MOST) == wait_of(retry_after, other, MOST)


@given(runs=st.lists(st.tuples(st.integers(1, 3_000), st.lists(HOLDS, max_size=4)), max_size=6))
def test_what_a_host_asked_for_holds_across_editions_until_it_is_over(runs: list[tuple[int, list[Hold]]]) -> None:
    store: dict[str, Hold] = {}
    said: dict[str, datetime] = {}
    as_of = AS_OF
    for pause, found in runs:
        as_of += timedelta(seconds=pause)
        rows = next_holds(store, found, as_of)
        assert rows == next_holds(dict(reversed(store.items())), found[::-1], as_of), "the same bytes in any order"
        store = after(store, rows)
        for hold in found:
            said[hold.host] = max(hold.until, said.get(hold.host, hold.until))
        for host, until in said.items():
            assert is_held(host, store, as_of) == (until > as_of) == (host in seconds_left(store, as_of))
        assert all(hold.until > as_of for hold in store.values()), "what is over is forgotten"
        assert next_holds(store, found, as_of) == [], "an edition that comes again writes nothing"


def test_what_is_kept_is_bounded() -> None:
    many = [Hold(host=f"{n}.example", until=AS_OF + timedelta(seconds=1 + n), status=429) for n in range(kept.MOST_HOLDS + 5)]
    rows = next_holds({}, many, AS_OF)
    assert len(rows) == kept.MOST_HOLDS and "0.example" not in {row.host for row in rows}, "those that ask for least go first"


def test_only_answers_hold() -> None:
    assert hold_of("a.example", 429, 660.0, AS_OF) == Hold(host="a.example", until=AS_OF + timedelta(seconds=660), status=429)
    assert hold_of("a.example", 0, 660.0, AS_OF) is None is hold_of("a.example", 429, 0.0, AS_OF)
