"""When a feed is asked next: within its bounds whatever it says, by its rhythm, and never so late that entries go unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.bench_rhythm import by_rhythm, each_ten_minutes, made_up, simulate
from connectors.feeds.hints import read_hints
from connectors.records import Cursor
from connectors.web.freshness import fresh_seconds
from transforms.rhythm import learn, next_poll

AS_OF = datetime(2026, 3, 2, 12, 30, tzinfo=UTC)  # a Monday
DAY = 86_400.0
ASKED = Cursor(feed="http://a.example/feed", url="http://a.example/feed", checked=AS_OF, due=AS_OF, read=AS_OF, listed=20)
WEEK = list(range(168))


def minutes(cursor: Cursor, fresh: float = 0.0, longest: float = DAY) -> float:
    return (next_poll(cursor, AS_OF, 600.0, longest, fresh) - AS_OF).total_seconds() / 60


@given(
    arrivals=st.floats(0, 1e6), watched=st.floats(0, 1e7), listed=st.integers(0, 10**6), ttl=st.integers(0, 10**9), period=st.integers(0, 10**9),
    skips=st.sets(st.sampled_from(WEEK), max_size=167), fresh=st.floats(0, 1e9), shortest=st.floats(1, 1e5), longest=st.floats(1, 1e6),
)  # fmt: skip
def test_whatever_it_says_a_feed_is_asked_between_the_bounds(
    arrivals: float, watched: float, listed: int, ttl: int, period: int, skips: set[int], fresh: float, shortest: float, longest: float
) -> None:
    cursor = replace(ASKED, arrivals=arrivals, watched=watched, listed=listed, ttl=ttl, period=period, skips=tuple(sorted(skips)))
    wait = (next_poll(cursor, AS_OF, shortest, longest, fresh) - AS_OF).total_seconds()
    assert shortest - 1 <= wait <= max(shortest, longest) + 1
    assert next_poll(cursor, AS_OF, shortest, longest, fresh) == next_poll(cursor, AS_OF, shortest, longest, fresh)


@given(more=st.floats(0, 1e3), arrivals=st.floats(0, 1e3), watched=st.floats(1, 1e6))
def test_who_brings_more_is_asked_no_later(more: float, arrivals: float, watched: float) -> None:
    cursor = replace(ASKED, arrivals=arrivals, watched=watched)
    assert minutes(replace(cursor, arrivals=arrivals + more)) <= minutes(cursor)


def test_bounds_that_are_alike_leave_no_choice() -> None:
    assert minutes(replace(ASKED, watched=1e6, ttl=10**6), 1e6, longest=600.0) == 10.0
    assert next_poll(replace(ASKED, watched=1e6), AS_OF, 0.0, DAY) == AS_OF, "an interval of 0: in every run"


def test_a_new_feed_is_asked_again_soon_and_a_silent_one_seldom() -> None:
    assert minutes(ASKED) == 10.0
    silent = ASKED
    for _ in range(120):
        due = next_poll(silent, silent.checked, 600.0, DAY)
        silent = replace(learn(silent, 0, due), checked=due)
    assert 20 * 3_600 < (next_poll(silent, silent.checked, 600.0, DAY) - silent.checked).total_seconds() <= DAY
    awake = replace(learn(silent, 40, silent.checked + timedelta(hours=12)), checked=AS_OF)
    assert minutes(awake) < 60


def test_the_first_reading_tells_the_rhythm_by_its_dates() -> None:
    new = replace(ASKED, read=None)
    hourly = [AS_OF - timedelta(hours=n) for n in range(30)]
    assert 11 < minutes(learn(new, 30, AS_OF, hourly)) < 16
    assert 40 < minutes(learn(new, 30, AS_OF, [AS_OF - timedelta(days=n) for n in range(30)])) < 75
    assert learn(new, 30, AS_OF, [None] * 30) == new, "nobody knows how long they have stood there"
    ahead = [AS_OF + timedelta(days=900)] * 30
    assert learn(new, 30, AS_OF, ahead) == new, "dates that can't be"


def test_what_a_server_asks_for_is_heeded_as_long_as_nothing_is_missed() -> None:
    steady = replace(ASKED, arrivals=7.0, watched=7 * DAY)  # one a day, 20 listed
    assert minutes(steady) < 80 and 180 <= minutes(steady, fresh=3 * 3_600.0) < 220 and 180 <= minutes(replace(steady, ttl=3 * 3_600)) < 220
    assert minutes(steady, fresh=1e9) == 24 * 60.0
    busy = replace(ASKED, arrivals=7 * 96.0, watched=7 * DAY)  # four an hour: half of the list is another after two and a half
    assert 150 <= minutes(busy, fresh=1e9) < 180
    assert 60 <= minutes(replace(steady, period=3_600)) < 80, "what it says of its period is no less than its rhythm"
    assert 720 <= minutes(replace(steady, period=12 * 3_600)) < 870
    assert minutes(replace(busy, period=12 * 3_600)) == 10.0, "which it contradicts"


def test_skipped_hours_put_it_off_to_the_first_that_is_not() -> None:
    monday_noon_to_six = tuple(range(12, 18))
    assert next_poll(replace(ASKED, skips=monday_noon_to_six), AS_OF, 600.0, DAY) == AS_OF.replace(hour=18, minute=0)
    assert next_poll(replace(ASKED, skips=tuple(range(24, 48))), AS_OF, 600.0, DAY) == AS_OF + timedelta(minutes=10), "another day"
    assert next_poll(replace(ASKED, skips=tuple(range(160))), AS_OF, 600.0, DAY) == AS_OF + timedelta(days=1), "no longer than the longest wait"


def test_feeds_of_one_rhythm_lie_apart() -> None:
    waits = {round(minutes(replace(ASKED, feed=f"http://{n}.example/feed", arrivals=7.0, watched=7 * DAY))) for n in range(200)}
    assert len(waits) >= 10 and max(waits) - min(waits) >= 8


@pytest.mark.parametrize(
    ("head", "ttl", "period", "skips"),
    [
        ("<ttl>60</ttl>", 3_600, 0, ()),
        ("<ttl> 60\n</ttl>", 3_600, 0, ()),
        ("<ttl>soon</ttl><ttl></ttl>", 0, 0, ()),
        ("<ttl>999999999</ttl>", 366 * 86_400, 0, ()),
        ("<!-- <ttl>60</ttl> -->", 0, 0, ()),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", 0, 86_400, ()),
        ("<sy:updatePeriod>\n\thourly\t</sy:updatePeriod><sy:updateFrequency>\n\t2\t</sy:updateFrequency>", 0, 1_800, ()),
        ("<x:updatePeriod>weekly</x:updatePeriod><x:updateFrequency>0</x:updateFrequency>", 0, 7 * 86_400, ()),
        ("<skipHours><hour>0</hour><hour>24</hour><hour>25</hour><hour>x</hour></skipHours>", 0, 0, tuple(range(0, 168, 24))),
        ("<skipDays><day>Sunday</day><day>Someday</day></skipDays>", 0, 0, tuple(range(144, 168))),
        ("<skipHours>" + "".join(f"<hour>{n}</hour>" for n in range(24)) + "</skipHours>", 0, 0, ()),
    ],
)
def test_hints_of_documents(head: str, ttl: int, period: int, skips: tuple[int, ...]) -> None:
    document = f"<rss><channel><title>T</title>{head}<item><ttl>1</ttl><hour>5</hour></item></channel></rss>"
    assert read_hints(document) == (ttl, period, skips)


@given(st.text(alphabet="<>/!-ttlhourday 0123456789item", max_size=300))
def test_any_text_has_hints(text: str) -> None:
    hints = read_hints(text)
    assert hints.ttl >= 0 and hints.period >= 0 and len(hints.skips) < 168


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0), ({"Cache-Control": "max-age=300"}, 300), ({"Cache-Control": "MAX-AGE=300, must-revalidate"}, 300), ({"Cache-Control": 'max-age="300"'}, 300),
        ({"Cache-Control": "max-age=300", "Age": "400"}, 0), ({"Cache-Control": "no-store"}, 0), ({"Cache-Control": "max-age=-1"}, 0),
        ({"Cache-Control": "max-age=0", "Expires": "Fri, 31 Dec 2021 12:30:00 GMT", "Date": "Fri, 31 Dec 2021 12:00:00 GMT"}, 0),
        ({"Cache-Control": "max-age=99999999999999"}, 366 * 86_400), ({"Expires": "0", "Date": "Fri, 31 Dec 2021 12:00:00 GMT"}, 0),
        ({"Expires": "Fri, 31 Dec 2021 12:00:00 GMT"}, 0), ({"Expires": "Fri, 31 Dec 2021 11:00:00 GMT", "Date": "Fri, 31 Dec 2021 12:00:00 GMT"}, 0),
        ({"Cache-Control": "s-maxage=900"}, 0),
    ],
)  # fmt: skip
def test_freshness_by_headers(headers: dict[str, str], seconds: float) -> None:
    assert fresh_seconds(headers) == seconds


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=20))
def test_any_headers_have_a_freshness(control: str, expires: str, age: str) -> None:
    assert 0 <= fresh_seconds({"Cache-Control": control, "Expires": expires, "Date": expires, "Age": age}) <= 366 * 86_400


@pytest.mark.parametrize("a_day", [1.0, 20.0, 200.0])
def test_a_rhythm_loses_nothing_and_asks_no_more_than_a_fixed_interval(a_day: float) -> None:
    arrivals = made_up(a_day, 21, 1, seed=3)
    own, fixed = simulate(arrivals, 14, by_rhythm), simulate(arrivals, 14, each_ten_minutes)
    assert own.lost == 0 and own.requests <= fixed.requests
    assert own.requests < 40 or a_day > 1, "a feed of one entry a day isn't asked every ten minutes"
