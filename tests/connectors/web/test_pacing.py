"""Many requests at once: distances, deadlines and hosts that ask to be left alone, on made-up hosts behind a proxy."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

import pytest

from connectors.web.http import HttpSettings, Response
from connectors.web.pacing import Request, fetch_politely
from connectors.web.turns import Turns
from tests.web import Answer, Visit, Web, html, redirect, reset, running_web, slow


@pytest.fixture
def web() -> Iterator[Web]:
    with running_web() as server:
        yield server


def polite(web: Web, delay: float = 0.0, concurrency: int = 8, give_up_after: int = 3) -> HttpSettings:
    return HttpSettings(
        proxy=web.url, delay_seconds=delay, concurrency=concurrency, give_up_after=give_up_after, read_timeout_seconds=5.0,
    )  # fmt: skip


def ask(
    web: Web, urls: list[str], http: HttpSettings, *, deadline: float = 20.0, share: float = 1.0, holds: dict[str, float] | None = None,
    party: dict[str, str] | None = None,
) -> dict[str, Response]:  # fmt: skip
    requests = [Request(url=url, item=url, party=(party or {}).get(url, "")) for url in urls]
    answers = list(fetch_politely(requests, http, deadline_seconds=deadline, share=share, holds=holds or {}, turns=Turns()))
    assert sorted(request.item for request, _ in answers) == sorted(urls), "one answer for every request"
    return {request.item: response for request, response in answers}


def test_requests_to_a_domain_keep_their_distance_and_domains_run_side_by_side(web: Web) -> None:
    hosts = ["a.example", "www.a.example", "b.example", "c.example"]
    urls = [f"http://{host}/{n}" for host in hosts for n in range(3)]
    web.routes |= {f"/{n}": html() for n in range(3)}
    answers = ask(web, urls, polite(web, delay=0.1), share=0.5)
    assert all(not response.reason for response in answers.values())
    starts: dict[str, list[float]] = defaultdict(list)
    for visit in web.visits:
        starts[visit.host.removeprefix("www.")].append(visit.started)
    for domain, times in starts.items():  # delay / share lies between two requests; arrivals lag a little behind starts
        assert times[-1] - times[0] >= 0.2 * (len(times) - 1) * 0.9, domain
        assert min(later - earlier for earlier, later in pairwise(times)) >= 0.1, domain
    assert len(starts["a.example"]) == 6, "hosts of one domain share its pace"
    assert max(times[0] for times in starts.values()) < starts["a.example"][2], "domains don't wait for each other"


def test_requests_to_one_domain_are_sent_in_order_one_at_a_time(web: Web) -> None:
    under_way, most = 0, 0
    lock = threading.Lock()

    def route(_: Visit) -> tuple[int, dict[str, str], bytes]:
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        time.sleep(0.02)
        with lock:
            under_way -= 1
        return html()

    web.routes |= {f"/{n}": route for n in range(6)}
    ask(web, [f"http://a.example/{n}" for n in range(6)], polite(web))
    assert web.paths() == [f"/{n}" for n in range(6)]
    assert most == 1


def test_the_deadline_leaves_the_rest_unasked(web: Web) -> None:
    web.routes |= {f"/{n}": html() for n in range(50)} | {"b.example/0": slow(0.25)}
    started = time.monotonic()
    answers = ask(web, [f"http://a.example/{n}" for n in range(50)] + ["http://b.example/0"], polite(web, delay=0.1), deadline=1.0)
    assert time.monotonic() - started < 3
    late = [url for url, response in answers.items() if response.reason == "deadline"]
    assert 38 <= len(late) <= 49
    assert answers["http://b.example/0"].reason == ""


def test_a_request_under_way_at_the_deadline_is_put_off_not_failed(web: Web) -> None:
    web.routes["/0"] = slow(1.5)
    assert ask(web, ["http://a.example/0"], polite(web), deadline=0.2)["http://a.example/0"].reason == "deadline"


@pytest.mark.parametrize(
    ("status", "headers", "asked"), [(429, {}, 1), (429, {"Retry-After": "7"}, 1), (503, {"Retry-After": "7"}, 1), (503, {}, 3)]
)
def test_a_host_that_asks_to_wait_is_left_alone(web: Web, status: int, headers: dict[str, str], asked: int) -> None:
    web.routes |= {f"a.example/{n}": (status, headers, b"") for n in range(4)} | {"www.a.example/0": html()}
    answers = ask(web, [f"http://a.example/{n}" for n in range(4)] + ["http://www.a.example/0"], polite(web))
    assert sum(visit.host == "a.example" for visit in web.visits) == asked
    assert answers["http://a.example/0"].status == status
    assert answers["http://a.example/3"].reason == "host asked to wait", "of 503 that names no time, three in a row are the host's"
    assert answers["http://a.example/3"].wait == (67 if headers else 660), "in whole minutes more than it said"
    if asked == 1:
        assert answers["http://a.example/3"].retry_after == (7 if headers else None)
    assert answers["http://www.a.example/0"].reason == "", "another host of the domain is not to blame"


def test_a_host_that_leaves_requests_unanswered_is_given_up(web: Web) -> None:
    web.routes |= {f"/{n}": reset for n in range(9)}
    answers = ask(web, [f"http://a.example/{n}" for n in range(9)], polite(web, give_up_after=2))
    reasons = [answers[f"http://a.example/{n}"].reason for n in range(9)]
    assert reasons == ["connection failed"] * 2 + ["host not answering"] * 7


def test_answers_wait_for_the_caller_within_bounds(web: Web) -> None:
    web.routes |= {f"h{n}.example/": html() for n in range(30)}
    requests = [Request(url=f"http://h{n}.example/", item=n) for n in range(30)]
    answers = fetch_politely(requests, polite(web, concurrency=4), deadline_seconds=20)
    next(answers)
    time.sleep(0.4)
    assert len(web.visits) <= 4 + 1, "no more than its slots are fetched ahead"
    assert len(list(answers)) == 29


def test_a_caller_that_stops_early_stops_the_client(web: Web) -> None:
    web.routes |= {f"/{n}": html() for n in range(50)}
    requests = [Request(url=f"http://a.example/{n}", item=n) for n in range(50)]
    answers = fetch_politely(requests, polite(web, delay=0.05), deadline_seconds=60)
    next(answers)
    started = time.monotonic()
    answers.close()
    assert time.monotonic() - started < 2
    seen = len(web.visits)
    time.sleep(0.3)
    assert len(web.visits) <= seen + 1
    assert not [thread for thread in threading.enumerate() if thread.name == "newsheaf-http"]


def test_nothing_to_ask() -> None:
    assert list(fetch_politely([], HttpSettings(), deadline_seconds=1)) == []


def test_bad_urls_get_an_answer_too(web: Web) -> None:
    answers = ask(web, ["", "ftp://x.example/", "http://[", "mailto:x"], polite(web))
    assert {response.reason for response in answers.values()} == {"bad url"}


# --- redirects, holds and shares: whom one host or feed can harm


def starts_at(web: Web, host: str) -> list[float]:
    return [visit.started for visit in web.visits if visit.host == host]


def closest(times: list[float]) -> float:
    return min((later - earlier for earlier, later in pairwise(sorted(times))), default=9.0)


@pytest.mark.attack
@pytest.mark.parametrize(
    "way",
    [
        redirect(302, "http://victim.example/x"), redirect(301, "//victim.example/x"),
        html('<meta http-equiv="refresh" content="0;url=http://victim.example/x">'),
    ],
    ids=["forty feeds that redirect to one site keep its distance", "so do permanent redirects", "so do pages that refresh to it"],
)  # fmt: skip
def test_redirects_take_their_turn_with_the_site_that_they_lead_to(web: Web, way: Answer) -> None:
    web.routes |= {f"evil{n}.example/": way for n in range(40)} | {"victim.example/x": html(), "victim.example/feed": html()}
    urls = [f"http://evil{n}.example/" for n in range(40)] + ["http://victim.example/feed"]
    answers = ask(web, urls, polite(web, delay=0.03, concurrency=4))
    assert all(not response.reason for response in answers.values())
    times = starts_at(web, "victim.example")
    assert len(times) == 41 and times[-1] - times[0] >= 40 * 0.03
    assert closest(times) >= 0.03 * 0.3, "arrivals lag a little behind starts"
    places = [visit.path for visit in web.visits if visit.host == "victim.example"]
    assert places.index("/feed") <= 4, "and the site's own feed stands before them"


@pytest.mark.attack
@pytest.mark.parametrize("hops", [4], ids=["a site that redirects to itself again and again is asked at its distance"])
def test_hops_within_a_site_keep_its_distance(web: Web, hops: int) -> None:
    web.routes |= {f"/{n}": redirect(302, f"http://www{n}.a.example/{n + 1}") for n in range(hops)} | {f"/{hops}": html()}
    assert ask(web, ["http://a.example/0"], polite(web, delay=0.05))["http://a.example/0"].reason == ""
    times = [visit.started for visit in web.visits]
    assert len(times) == hops + 1 and closest(times) >= 0.05 * 0.8


def test_two_callers_of_one_process_share_a_domains_turns(web: Web) -> None:
    web.routes |= {f"/{n}": html() for n in range(8)}
    turns, http = Turns(), polite(web, delay=0.06)

    def call(numbers: range) -> None:
        requests = [Request(url=f"http://a.example/{n}", item=n) for n in numbers]
        list(fetch_politely(requests, http, deadline_seconds=20, share=0.5, turns=turns))

    callers = [threading.Thread(target=call, args=(numbers,)) for numbers in (range(4), range(4, 8))]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert len(web.visits) == 8 and closest(starts_at(web, "a.example")) >= 0.06 * 0.8


@pytest.mark.attack
@pytest.mark.parametrize(
    "first", [redirect(302, "http://busy.example/x"), redirect(302, "http://sly.example/2")],
    ids=["a host that asked to wait is reached by no redirect", "nor by a chain of them"],
)  # fmt: skip
def test_a_hold_counts_for_every_hop(web: Web, first: Answer) -> None:
    web.routes |= {"sly.example/1": first, "sly.example/2": redirect(301, "http://busy.example/y"), "busy.example/": html()}
    answers = ask(web, ["http://sly.example/1", "http://busy.example/"], polite(web), holds={"busy.example": 90.0})
    assert starts_at(web, "busy.example") == []
    assert {response.reason for response in answers.values()} == {"host asked to wait"}
    assert all(80 < (response.retry_after or 0) <= 90 and response.wait == 90 for response in answers.values())


def test_a_redirect_that_meets_429_holds_the_host_that_said_so(web: Web) -> None:
    web.routes |= {"a.example/": redirect(302, "http://busy.example/x"), "busy.example/x": (429, {"Retry-After": "30"}, b"")}
    web.routes |= {f"busy.example/{n}": slow(0.0) for n in range(3)} | {"a.example/2": html()}
    web.routes["busy.example/0"] = slow(0.3)
    answers = ask(web, ["http://a.example/", "http://a.example/2", *(f"http://busy.example/{n}" for n in range(3))], polite(web))
    assert answers["http://a.example/"].status == 429 and answers["http://a.example/"].wait == 90
    assert answers["http://a.example/2"].reason == "", "who sent us there is not to blame"
    assert answers["http://busy.example/2"].reason == "host asked to wait"


@pytest.mark.attack
@pytest.mark.parametrize("failing", [reset], ids=["strangers whose redirects break at a site don't get the site's own feeds given up"])
def test_failing_redirects_are_not_laid_to_the_site(web: Web, failing: object) -> None:
    web.routes |= {f"evil{n}.example/": redirect(302, "http://victim.example/broken") for n in range(8)}
    web.routes |= {"victim.example/broken": failing, "victim.example/a": slow(0.4), "victim.example/b": html()}  # type: ignore[dict-item]
    urls = [f"http://evil{n}.example/" for n in range(8)] + ["http://victim.example/a", "http://victim.example/b"]
    answers = ask(web, urls, polite(web, concurrency=16))
    assert answers["http://victim.example/b"].reason == ""


@pytest.mark.attack
@pytest.mark.parametrize(
    "tarpits", [60], ids=["a feed of sixty tarpits leaves the other feeds their slots"],
)  # fmt: skip
def test_slots_are_shared_among_feeds(web: Web, tarpits: int) -> None:
    web.routes |= {f"tar{n}.example/": slow(2.0) for n in range(tarpits)} | {f"/{n}": html() for n in range(6)}
    bad = [f"http://tar{n}.example/" for n in range(tarpits)]
    good = [f"http://good{feed}.example/{n}" for feed in range(6) for n in range(6)]
    party = dict.fromkeys(bad, "evil") | {url: url[:19] for url in good}
    requests = [Request(url=url, item=url, party=party[url]) for url in (*bad, *good)]
    began, done = time.monotonic(), []
    for request, response in fetch_politely(requests, polite(web, delay=0.02), deadline_seconds=4.0, turns=Turns()):
        if request.party != "evil":
            assert response.reason == ""
            done.append(time.monotonic() - began)
    assert len(done) == 36 and max(done) < 1.5, "none waits for a tarpit"
