"""Passwords, headers and tokens go to whom they belong, and are in nothing that comes back."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.web.access import Access, AccessSettings, give_access, split_login
from connectors.web.http import HttpSettings, Response, fetch
from connectors.web.tolerant import open_session
from tests.connectors.web.asking import QUICK
from tests.web import Answer, Visit, Web, html, redirect

TOKEN = "t0k/en+7=="
VARIABLES = {"NEWS_USER": "reader", "NEWS_PASS": "s3cr:et/é@", "NEWS_TOKEN": TOKEN, "NEWS_AB": "ab"}
HOST = "http://ledger.example/feed"


def ask(web: Web, url: str, access: Access, settings: HttpSettings = QUICK) -> Response:
    async def run() -> Response:
        http = replace(settings, proxy=web.url)
        async with open_session(http) as session:
            return await fetch(session, url, http, access=access)

    return asyncio.run(run())


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


@pytest.mark.parametrize(
    ("login", "user", "password"),
    [("reader:s3cret", "reader", "s3cret"), ("reader:p%40ss%3A%2F", "reader", "p@ss:/"), ("reader", "reader", ""), (":key", "", "key"), ("a:b:c", "a", "b:c"),
     ("${NEWS_USER}:${NEWS_PASS}", "reader", "s3cr:et/é@"), ("x-${NEWS_USER}:%24{NEWS_PASS}", "x-reader", "s3cr:et/é@")],
)  # fmt: skip
def test_a_login_is_sent_as_basic(web: Web, login: str, user: str, password: str) -> None:
    web.routes["/feed"] = html()
    assert ask(web, HOST, give_access(HOST, login, (), VARIABLES)).reason == ""
    assert web.visits[0].headers["authorization"] == basic(user, password)


@pytest.mark.parametrize(
    ("to", "sent"),
    [("http://ledger.example/other", True), ("http://www.ledger.example/feed", False), ("http://ledger.example:8080/other", False), ("http://post.example/feed", False),
     ("//ledger.example/again", True), ("http://ledger.example.post.example/feed", False)],
)  # fmt: skip
def test_a_login_goes_to_its_own_host_alone(web: Web, to: str, sent: bool) -> None:
    access = give_access(HOST, "reader:s3cret", ("X-Key: ${NEWS_TOKEN}",), VARIABLES)
    web.routes |= {"ledger.example/feed": redirect(302, to), "/other": html(), "/feed": html(), "/again": html()}
    assert ask(web, HOST, access).reason == ""
    assert web.visits[0].headers["x-key"] == TOKEN
    assert [name in web.visits[-1].headers for name in ("authorization", "x-key")] == [sent, sent]


def test_https_keeps_its_login_to_itself() -> None:
    secure, plain = give_access("https://ledger.example/", "a:b", (), {}), give_access("http://ledger.example/", "a:b", (), {})
    assert secure.headers_for("https://ledger.example/x") and not secure.headers_for("http://ledger.example/x")
    assert plain.headers_for("https://ledger.example/x"), "what went out in the clear may go out safely"
    assert not give_access("http://ledger.example:8080/", "a:b", (), {}).headers_for("https://ledger.example/")
    assert not Access().headers_for("https://ledger.example/")


def test_a_cookie_of_its_own_and_one_of_the_chain(web: Web) -> None:
    web.routes |= {"/feed": (302, {"Location": "/2", "Set-Cookie": "seen=1; Path=/"}, b""), "/2": html()}
    ask(web, HOST, give_access(HOST, "", ("cookie: id=7",), {}))
    assert [visit.headers["cookie"] for visit in web.visits] == ["id=7", "id=7; seen=1"]


def test_a_token_is_in_nothing_that_comes_back(web: Web) -> None:
    address = f"{HOST}?t=${{NEWS_TOKEN}}"
    access = give_access(address, "", (), VARIABLES)

    def echo(visit: Visit) -> Answer:
        assert visit.path.endswith("=t0k%2Fen%2B7%3D%3D")
        return html(f"<a href='{visit.path}'>{TOKEN}</a> and x{TOKEN}x")

    web.routes |= {"/feed?t=t0k%2Fen%2B7%3D%3D": redirect(301, "/new?next=t0k%2fen%2b7%3d%3d&t=t0k%2Fen%2B7%3D%3D")}
    web.routes |= {"/new?next=t0k%2Fen%2B7%3D%3D&t=t0k%2Fen%2B7%3D%3D": echo}
    response = ask(web, address, access)
    assert response.permanent_url == response.url == "http://ledger.example/new?next=${NEWS_TOKEN}&t=${NEWS_TOKEN}"
    assert response.body == f"<a href='/new?next=${{NEWS_TOKEN}}&t=${{NEWS_TOKEN}}'>${{NEWS_TOKEN}}</a> and x{TOKEN}x".encode(), "a part of a word is not it"
    web.visits.clear()
    assert ask(web, response.permanent_url, access).reason == "", "where it went is asked again with the value"


@pytest.mark.parametrize("route", [redirect(302, f"ftp://reader:s3cret@x/{TOKEN}"), redirect(302, "/feed?t=t0k%2Fen%2B7%3D%3D"), (500, {}, b""), (200, {"Content-Encoding": "gzip"}, b"\x1f\x8b\x08s3cret")])
def test_nor_in_what_went_wrong(web: Web, route: Answer) -> None:
    address = f"{HOST}?t=${{NEWS_TOKEN}}"
    web.routes["/feed?t=t0k%2Fen%2B7%3D%3D"] = route
    response = ask(web, address, give_access(address, "reader:s3cret", ("X: ${NEWS_PASS}",), VARIABLES))
    assert response.reason
    assert not any(secret in repr(response) for secret in ("s3cret", "s3cr:et", "t0k", basic("reader", "s3cret")[6:]))


def test_a_password_that_is_a_word_of_the_address_spoils_it_not(web: Web) -> None:
    web.routes |= {"/feed": redirect(301, "/feed/atom"), "/feed/atom": html()}
    assert ask(web, HOST, give_access(HOST, "reader:feed", (), {})).permanent_url == f"{HOST}/atom"


def test_only_ones_own_variables_are_put_in(web: Web) -> None:
    """An answer can't make the client send a secret by naming it."""
    web.routes |= {"/feed": redirect(301, "http://post.example/x?t=${NEWS_PASS}"), "post.example/x?t=$%7BNEWS_PASS%7D": html()}
    access = give_access(f"{HOST}?t=${{NEWS_TOKEN}}", "", (), VARIABLES)
    moved = ask(web, HOST, access).permanent_url
    assert "$%7BNEWS_PASS%7D" in moved and access.reveal(moved) == moved


@pytest.mark.parametrize(
    ("url", "login", "headers", "why"),
    [(f"{HOST}?t=${{NEWS_GONE}}", "", (), "NEWS_GONE is not set"), (HOST, "a:${NEWS_GONE}", (), "NEWS_GONE_FILE"), (HOST, "", ("X: ${NEWS_GONE}",), "NEWS_GONE"),
     (f"{HOST}?t=${{NEWS_AB}}", "", (), "fewer than 4"), ("http://${NEWS_TOKEN}.example/", "", (), "host"), (HOST, "a:${BAD}", (), "line breaks")],
)  # fmt: skip
def test_what_can_not_be_had_is_told_without_values(url: str, login: str, headers: tuple[str, ...], why: str) -> None:
    with pytest.raises(ValueError, match=why) as caught:
        give_access(url, login, headers, VARIABLES | {"BAD": "x\r\nEvil: 1"})
    assert "Evil" not in str(caught.value)


@pytest.mark.parametrize("line", ["no colon", ": x", "Host: x", "Content-Length: 7", "X Y: z", "X: a\nb", "transfer-encoding: chunked"])
def test_headers_that_a_feed_can_not_have(line: str) -> None:
    with pytest.raises(ValueError, match="headers"):
        AccessSettings(headers=(line,))
    assert "hush" not in repr(AccessSettings(headers=("X: hush",)))


@given(st.text("abc:%/?#@${}[]é", max_size=12), st.text("abc:%/?#@${}", max_size=12))
def test_what_is_split_can_be_put_together(login: str, rest: str) -> None:
    url = f"https://{login}@ledger.example/{rest}"
    said, bare = split_login(url)
    assert bare == url or url == f"https://{said}@{bare.removeprefix('https://')}"
    assert split_login(bare)[0] == "" or "@" in bare.partition("//")[2].partition("/")[0]


@given(st.text(min_size=4, max_size=20), st.sampled_from(["http://a.example/f?t=${NEWS_T}", "http://a.example/${NEWS_T}/f"]))
def test_what_is_revealed_can_be_concealed(value: str, address: str) -> None:
    try:
        access = give_access(address, "", (), {"NEWS_T": value})
    except ValueError:
        return
    assert access.conceal(access.reveal(address)) == address or value in "http://a.example/f?t=${NEWS_T}/"
