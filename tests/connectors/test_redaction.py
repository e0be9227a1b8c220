"""What may be kept and shown: no password, no token, and all else as it was."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.redaction import NAMES, redact

SECRET = "s3cret9f8a7c6d5"
TOLD = {
    "a login in an address": f"http://desk:{SECRET}@ledger.example/rss",
    "a login with a slash in it": f"http://desk:{SECRET}/{SECRET}@ledger.example/rss",
    "a login with an at in it": f"http://desk:{SECRET}@{SECRET}@ledger.example/rss",
    "a login alone": f"https://{SECRET}@ledger.example/",
    "a login in a broken address": f"https://me:{SECRET}@[broken/feed",
    "a login of another scheme": f"sftp://me:{SECRET}@ledger.example",
    "a login of the second of two addresses": f"https://a.example/x,https://me:{SECRET}@b.example/",
    "a login in quotes": f"to 'ftp://me:{SECRET}@ledger.example/x', which is not http",
    "a token": f"https://ledger.example/rss?token={SECRET}",
    "a token in capitals": f"https://ledger.example/rss?id=7&TOKEN={SECRET}&x=1",
    "a token with a prefix": f"https://ledger.example/rss?feed_access_token={SECRET}",
    "a token behind an underscore": f"https://ledger.example/rss?_token={SECRET}",
    "a token in brackets": f"https://ledger.example/rss?user[token]={SECRET}",
    "a token in a fragment": f"https://ledger.example/#access_token={SECRET}",
    "a token in a redirector": f"https://go.example/?to=https%3A%2F%2Fledger.example%2F%3Ftoken%3D{SECRET}%26id%3D7",
    "a session in a path": f"https://ledger.example/a;jsessionid={SECRET}?id=1",
    "a cloud's signature": f"https://s3.example/a?X-Amz-Expires=60&X-Amz-Signature={SECRET}&X-Amz-Security-Token={SECRET}",
    "a key that looks drawn by lot": f"https://ledger.example/rss?key={SECRET}",
    "an auth that looks drawn by lot": f"https://ledger.example/rss?auth={SECRET}",
    "a header": f"Authorization: Basic {SECRET}",
    "a proxy's header": f'{{"Proxy-Authorization": "Bearer {SECRET}"}}',
    "a setting": f"password={SECRET}",
}
KEPT = (
    "https://ledger.example/@desk/7", "https://ledger.example/a?key=politics&code=7&id=1", "https://ledger.example/a?key=20211231", "desk@ledger.example",
    "https://ledger.example/rss?token=${NEWS_TOKEN}", "http://ledger.example:8080/a?b=c", "NEWS_TOKEN is not set; export it", "the token of appreciation = a pass",
    "hash", "a = b", "Cannot connect to host ledger.example:443 ssl:default [Connect call failed ('93.184.216.34', 443)]",
)  # fmt: skip


@pytest.mark.attack
@pytest.mark.parametrize("text", TOLD.values(), ids=[f"{name} is not told" for name in TOLD])
def test_secrets_go(text: str) -> None:
    shown = redact(f"before {text} behind")
    assert SECRET not in shown and "…" in shown
    assert shown.startswith("before ") and shown.endswith(" behind")


@pytest.mark.parametrize("text", KEPT)
def test_all_else_stays(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize("name", sorted(NAMES - {"authorization"}))
def test_names(name: str) -> None:
    assert redact(f"?{name}=x1&id=7") == f"?{name}=…&id=7"


def test_a_line_of_json_stays_one() -> None:
    line = json.dumps({"text": f'to "http://me:{SECRET}@x/" with token={SECRET}', "n": 1, "Authorization": f"Basic {SECRET}"})
    assert SECRET not in redact(line) and json.loads(redact(line)).keys() == {"text", "n", "Authorization"}


PARTS = st.lists(st.sampled_from(["http://", "://", "a", ":", "@", "/", "?", "&", "token", "=", "key", "%3D", "%26", "…", "${", "}", " ", "Authorization: ", "basic ", '"', "7b", "_"]))


@given(PARTS)
def test_twice_is_once(parts: list[str]) -> None:
    once = redact("".join(parts))
    assert redact(once) == once


@pytest.mark.attack
@pytest.mark.parametrize(
    "piece", ["://", "://a:", "://a@", "a.", "a_", "token=", "token%3D", "authorization:", "authorization: basic ", "a=%3D", "%26", "key=a1", " \t", "…"],
    ids=lambda piece: f"a text that repeats {piece!r} is redacted in linear time",
)  # fmt: skip
def test_redacting_is_linear(piece: str) -> None:
    def seconds(size: int) -> float:
        text = "http://a:b@c?token=x authorization:" + piece * (size // len(piece))
        began = time.process_time()
        redact(text)
        return time.process_time() - began

    seconds(1_000)
    assert seconds(400_000) < 12 * max(seconds(100_000), 0.02)
