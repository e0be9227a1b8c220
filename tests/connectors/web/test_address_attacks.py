"""Whatever a stranger writes, and wherever it stands, no connection goes to an address that isn't allowed.

The public web is a loopback server at an address that ``http.allow`` names; the inside is another one, at an address that it doesn't.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from connectors.feeds import FeedListError, read_feed_list
from connectors.web.http import REFUSED, Response
from connectors.web.pacing import Request, fetch_politely
from tests.connectors.web.asking import QUICK, get
from tests.web import LOOPBACK, Answer, Web, html, redirect, rss, running_web

INSIDE = "127.0.0.2"
NOWHERE = {REFUSED, "bad url", "bad redirect"}

SPELLINGS = {
    "as it is": "http://127.0.0.2:{port}/",
    "with a short form": "http://127.2:{port}/",
    "in hex": "http://0x7f000002:{port}/",
    "in hex by parts": "http://0x7f.0x0.0x0.0x2:{port}/",
    "in hex and short": "http://0x7f.2:{port}/",
    "in octal": "http://0177.0.0.2:{port}/",
    "in octal, whole": "http://017700000002:{port}/",
    "as one number": "http://2130706434:{port}/",
    "with a dot at the end": "http://127.0.0.2.:{port}/",
    "in hex with a dot at the end": "http://0x7f.2.:{port}/",
    "mapped into IPv6": "http://[::ffff:127.0.0.2]:{port}/",
    "mapped into IPv6 in hex": "http://[::ffff:7f00:2]:{port}/",
    "mapped into IPv6 at length": "http://[0:0:0:0:0:ffff:7f00:0002]:{port}/",
    "compatible with IPv4": "http://[::127.0.0.2]:{port}/",
    "by NAT64": "http://[64:ff9b::7f00:2]:{port}/",
    "by local NAT64": "http://[64:ff9b:1::7f00:2]:{port}/",
    "by 6to4": "http://[2002:7f00:2::1]:{port}/",
    "by Teredo": "http://[2001:0:7f00:2::1]:{port}/",
    "as the unspecified address": "http://0.0.0.0:{port}/",
    "as zero": "http://0:{port}/",
    "as zero in hex": "http://0x0:{port}/",
    "as IPv6's unspecified address": "http://[::]:{port}/",
    "as IPv6's loopback": "http://[::1]:{port}/",
    "with a zone": "http://[fe80::1%25lo]:{port}/",
    "with a bare zone": "http://[fe80::1%lo]:{port}/",
    "with a zone behind a mapped address": "http://[::ffff:127.0.0.2%25lo]:{port}/",
    "in wide digits": "http://１２７.0.0.2:{port}/",
    "in circled digits": "http://①②⑦.⓪.⓪.②:{port}/",
    "with ideographic dots": "http://127。0。0。2:{port}/",
    "in Arabic digits": "http://١٢٧.٠.٠.٢:{port}/",
    "with escaped digits": "http://%31%32%37.0.0.2:{port}/",
    "behind a user": "http://ledger.example@127.0.0.2:{port}/",
    "behind a user and password": "http://ledger.example:80@127.0.0.2:{port}/",
    "behind an empty user": "http://@127.0.0.2:{port}/",
    "behind a backslash": "http://127.0.0.2:{port}\\@ledger.invalid/",
    "behind backslashes": "http:\\\\127.0.0.2:{port}/",
    "within blanks": " \thttp://127.0.0.2:{port}/\n",
    "cut by a line break": "http://127.0.\n0.2:{port}/",
    "in capitals": "HTTP://0X7F.2:{port}/",
    "as localhost": "http://localhost:{port}/",
    "as localhost with a dot": "http://LocalHost.:{port}/",
    "as a name below localhost": "http://ledger.localhost:{port}/",
}
PLACES = {
    "the cloud's metadata": "http://169.254.169.254/latest/meta-data/",
    "the cloud's metadata in hex": "http://0xa9fea9fe/latest/meta-data/",
    "the cloud's metadata mapped": "http://[::ffff:a9fe:a9fe]/latest/meta-data/",
    "the cloud's metadata by IPv6": "http://[fd00:ec2::254]/latest/meta-data/",
    "another cloud's metadata": "http://100.100.100.200/latest/meta-data/",
    "a private network": "http://10.0.0.1/",
    "a router at home": "https://192.168.0.1/",
    "all of a network": "http://255.255.255.255/",
    "a group": "http://239.0.0.1/",
    "the mail port": "http://127.0.0.1:25/",
    "the shell's port": "http://127.0.0.1:22/",
    "port 0": "http://127.0.0.1:0/",
    "no port after the colon": "http://10.0.0.1:/",
    "a port that is none": "http://127.0.0.1:99999/",
    "a file": "file:///etc/passwd",
    "a file over there": "file://127.0.0.1/etc/passwd",
    "a file by ftp": "ftp://127.0.0.1/list",
    "a text by gopher": "gopher://127.0.0.1:6379/_FLUSHALL",
    "a word by dict": "dict://127.0.0.1:11211/stats",
    "data": "data:text/html,<p>x",
    "a script": "javascript:alert(1)",
}
WAYS: dict[str, Callable[[str], Answer]] = {
    "a redirect": lambda to: redirect(302, to.encode().decode("latin-1").replace("\n", "").replace("\t", "")),
    "a redirect for good": lambda to: redirect(301, to.encode().decode("latin-1").replace("\n", "").replace("\t", "")),
    "a meta refresh": lambda to: html(f'<meta charset=utf-8><meta http-equiv=refresh content="0;url={to}">'),
    "a script": lambda to: html("<script>location.replace('" + to.replace("\\", "\\\\").replace("\n", "\\\n") + "')</script>"),
    "a Refresh header": lambda to: (200, {"Refresh": "0;url=" + to.encode().decode("latin-1").replace("\n", ""), "Content-Type": "text/html"}, b"<p>x"),
}  # fmt: skip


@pytest.fixture(scope="module")
def inside() -> Iterator[Web]:
    with running_web(INSIDE) as web:
        web.routes["/"] = (200, {}, b"secret")
        yield web


def refuses(response: Response) -> bool:
    return response.reason in NOWHERE and (response.reason != REFUSED or "http.allow" in response.detail) and b"secret" not in response.body


@pytest.mark.attack
@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=[f"an inner address {name} is not asked" for name in SPELLINGS])
def test_no_spelling_leads_inside(inside: Web, spelling: str) -> None:
    inside.visits.clear()
    response = get(spelling.format(port=inside.port))
    # a tolerated spelling of another host than the inside one just isn't found
    assert refuses(response) or ("ledger.invalid" in response.url and response.status == 0)
    assert not inside.visits


@pytest.mark.attack
@pytest.mark.parametrize("way", WAYS.values(), ids=[f"{name} leads to no inner address, however it is spelt" for name in WAYS])
def test_no_way_leads_inside(web: Web, inside: Web, way: Callable[[str], Answer]) -> None:
    inside.visits.clear()
    refused = 0
    for name, spelling in SPELLINGS.items():
        web.routes["/"] = way(spelling.format(port=inside.port))
        response = get(f"{web.url}/")
        refused += response.reason == REFUSED
        # some spellings are no address to the one that reads them, so that it stays where it is, or goes to a host that isn't there
        assert refuses(response) or response.url.startswith(f"{web.url}/") or "ledger.invalid" in response.url, name
    assert refused >= 20
    assert not inside.visits


@pytest.mark.attack
@pytest.mark.parametrize("place", PLACES.values(), ids=[f"a redirect to {name} is not followed" for name in PLACES])
def test_no_redirect_leads_to_such_a_place(web: Web, place: str) -> None:
    web.routes["/"] = redirect(302, place)
    assert refuses(get(f"{web.url}/"))
    assert refuses(get(place))
    assert len(web.visits) == 1


@pytest.mark.attack
@pytest.mark.parametrize("place", [*PLACES.values(), "http://127.0.0.2:{port}/"], ids=[f"a feed list can't lead to {name}" for name in (*PLACES, "an inner address")])
def test_no_feed_list_comes_from_such_a_place(web: Web, inside: Web, place: str) -> None:
    inside.visits.clear()
    web.routes["/"] = redirect(302, place.format(port=inside.port))
    with pytest.raises(FeedListError, match="can't be read"):
        read_feed_list(f"{web.url}/", QUICK)
    assert not inside.visits


@pytest.mark.attack
def test_a_chain_that_ends_inside_is_left_at_its_last_hop(web: Web, inside: Web) -> None:
    inside.visits.clear()
    web.routes |= {"/1": redirect(301, "/2"), "/2": redirect(302, "/3"), "/3": redirect(307, f"http://127.0.0.2:{inside.port}/")}
    response = get(f"{web.url}/1")
    assert refuses(response) and response.permanent_url == "" and web.paths() == ["/1", "/2", "/3"]
    assert not inside.visits


class Names:
    """The name server that an attacker has: each look-up of a name answers with the next of its addresses."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.answers: dict[str, list[tuple[str, ...]]] = {}
        self.asked: list[str] = []
        real = socket.getaddrinfo

        def getaddrinfo(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
            if host not in self.answers:
                return real(host, port, *args, **kwargs)
            self.asked.append(host)
            left = self.answers[host]
            found = left.pop(0) if len(left) > 1 else left[0]
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    return Names(monkeypatch)


@pytest.mark.attack
def test_a_name_that_leads_inside_is_refused_at_the_connection(names: Names, inside: Web) -> None:
    inside.visits.clear()
    names.answers = {"evil.example": [(INSIDE,)]}
    response = get(f"http://evil.example:{inside.port}/")
    assert refuses(response) and "127.0.0.2 is no public address" in response.detail and "evil.example" in response.detail
    assert not inside.visits


@pytest.mark.attack
def test_a_name_that_answers_otherwise_the_second_time_gains_nothing(names: Names, web: Web, inside: Web) -> None:
    inside.visits.clear()
    web.routes["/"] = html()
    names.answers = {"evil.example": [LOOPBACK, (INSIDE,)]}
    assert get(f"http://evil.example:{web.port}/").reason == ""
    assert names.asked == ["evil.example"], "what is judged is what is connected to: there is no second look-up between"
    assert refuses(get(f"http://evil.example:{inside.port}/"))
    assert not inside.visits


@pytest.mark.attack
def test_a_name_that_turns_inward_within_a_chain_of_redirects_is_refused(names: Names, web: Web, inside: Web) -> None:
    """The second hop has another port, so its name is looked up again."""
    inside.visits.clear()
    names.answers = {"evil.example": [LOOPBACK, (INSIDE,)]}
    web.routes["/"] = redirect(302, f"http://evil.example:{inside.port}/")
    assert refuses(get(f"http://evil.example:{web.port}/"))
    assert len(names.asked) == 2 and not inside.visits


@pytest.mark.attack
@pytest.mark.parametrize("first", [True, False], ids=["of a name with an allowed address and an inner one the allowed is asked", "whichever comes first"])
def test_of_a_name_with_two_addresses_the_allowed_one_is_asked(names: Names, web: Web, inside: Web, first: bool) -> None:
    inside.visits.clear()
    web.routes["/"] = html("both")
    names.answers = {"both.example": [(*LOOPBACK, INSIDE) if first else (INSIDE, *LOOPBACK)]}
    assert get(f"http://both.example:{web.port}/").body == b"both"
    assert get(f"http://both.example:{inside.port}/").reason == "connection failed", "the allowed one doesn't answer there, and the other isn't tried"
    assert not inside.visits


@pytest.mark.attack
def test_what_one_feed_may_ask_another_may_not_though_the_connection_is_open(names: Names, inside: Web) -> None:
    inside.visits.clear()
    names.answers = {"feeds.lan.example": [(INSIDE,)]}
    url = f"http://feeds.lan.example:{inside.port}/"
    trusted = replace(QUICK, allow=("feeds.lan.example",))
    asked = [Request(url=url, item=number, settings=QUICK if number % 2 else trusted) for number in range(4)]
    answers = {request.item: response for request, response in fetch_politely(asked, QUICK, deadline_seconds=9)}
    assert [answers[number].reason for number in range(4)] == ["", REFUSED, "", REFUSED]
    assert len(inside.visits) == 2


@pytest.mark.attack
@pytest.mark.parametrize(
    ("url", "asked"),
    [("http://127.0.0.2/", False), ("http://0x7f.2/", False), ("http://localhost/", False), ("http://x.localhost./", False), ("http://[::1]/", False),
     ("http://169.254.169.254/", False), ("http://ledger.example:25/", False), ("http://ledger.example/", True), ("http://93.184.216.34/", True)],
    ids=["a proxy is asked for no inner address", "a proxy is asked for no inner address in hex", "a proxy is not asked for what it would take for itself",
         "nor by a name below localhost", "nor by IPv6", "a proxy is asked for no metadata", "a proxy is asked for no other port", "a proxy is asked for names",
         "a proxy at an inner address serves public ones"],
)  # fmt: skip
def test_through_a_proxy_what_can_be_seen_is_judged(web: Web, url: str, asked: bool) -> None:
    through = replace(QUICK, proxy=web.url, allow=())
    web.routes |= {"/": html(), "/go": redirect(302, url)}
    assert get(url, through).reason == ("" if asked else REFUSED)
    assert get("http://evil.example/go", through).reason == ("" if asked else REFUSED)
    assert len(web.visits) == (3 if asked else 1)


@pytest.mark.attack
def test_a_feed_list_can_not_be_drawn_out(web: Web) -> None:
    from tests.web import drip

    web.routes["/"] = drip(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", b"x", times=60, pause=0.05)
    with pytest.raises(FeedListError, match="can't be read: timeout|can't be read: deadline"):
        read_feed_list(f"{web.url}/", replace(QUICK, total_timeout_seconds=0.5))


def test_what_is_allowed_is_asked(names: Names, web: Web) -> None:
    """The wall has a door: names, networks, single addresses."""
    web.routes["/"] = html()
    names.answers = {"feeds.lan.example": [LOOPBACK]}
    for allow in ("127.0.0.0/8", "127.0.0.1", f"127.0.0.1:{web.port}", "::ffff:127.0.0.1/128"):
        assert get(f"{web.url}/", replace(QUICK, allow=(allow,))).reason == ("" if not allow.startswith("::") else REFUSED), allow
    for allow in ("feeds.lan.example", "*.lan.example", f"*.lan.example:{web.port}", "127.0.0.0/8"):
        assert get(f"http://feeds.lan.example:{web.port}/", replace(QUICK, allow=(allow,))).reason == "", allow
    assert get(f"http://localhost:{web.port}/", replace(QUICK, allow=("localhost",))).reason == ""


def test_allowing_nonsense_is_told() -> None:
    with pytest.raises(ValueError, match=r"http\.allow: 'no host'"):
        replace(QUICK, allow=("no host",))


def test_a_feed_from_an_allowed_address_is_read_and_its_list_too(web: Web) -> None:
    web.routes["/feed"] = rss()
    assert read_feed_list(f"{web.url}/feed", QUICK)[0][0].url == f"{web.url}/feed"
