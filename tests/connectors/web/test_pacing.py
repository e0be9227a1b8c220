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
from tests.web import Visit, Web, html, reset, running_web, slow


@pytest.fixture
def web() -> Iterator[Web]:
    with running_web() as server:
        yield server


def polite(web: Web, delay: float = 0.0, concurrency: int = 8, give_up_after: int = 3) -> HttpSettings:
    return HttpSettings(
        proxy=web.url, delay_seconds=delay, concurrency=concurrency, give_up_after=give_up_after, read_timeout_seconds=5.0,
    )  # fmt: skip


def ask(web: Web, urls: list[str], http: HttpSettings, *, deadline: float = 20.0, share: float = 1.0) -> dict[str, Response]:
    requests = [Request(url=url, item=url) for url in urls]
    answers = list(fetch_politely(requests, http, deadline_seconds=deadline, share=share))
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
    ("status", "headers", "asked"), [(429, {}, 1), (429, {"Retry-After": "7"}, 1), (503, {"Retry-After": "7"}, 1), (503, {}, 4)]
)
def test_a_host_that_asks_to_wait_is_left_alone(web: Web, status: int, headers: dict[str, str], asked: int) -> None:
    web.routes |= {f"a.example/{n}": (status, headers, b"") for n in range(4)} | {"www.a.example/0": html()}
    answers = ask(web, [f"http://a.example/{n}" for n in range(4)] + ["http://www.a.example/0"], polite(web))
    assert sum(visit.host == "a.example" for visit in web.visits) == asked
    assert answers["http://a.example/0"].status == status
    if asked == 1:
        assert answers["http://a.example/3"].reason == "host asked to wait"
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
