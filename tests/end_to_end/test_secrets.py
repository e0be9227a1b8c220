"""Feeds with passwords and tokens: asked with them, and nothing of them in a store, a log or a message."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

import pyarrow.parquet
import pytest

from pipelines.config import load_config
from tests.end_to_end.runs import AS_OF, assert_whole, differences, latest, objects, publish, story_rows
from tests.web import Answer, Visit, Web, html, item, redirect, rss

TEXT = "The ferry to the islands was towed into the harbour on Monday after its engine failed in heavy seas. "
SECRETS = (b"s3cret", b"cmVhZGVyOnMzY3JldC", b"t0ken")


def locked(path: str, answer: Answer, wants: str = "Basic ") -> dict[str, object]:
    def route(visit: Visit) -> Answer:
        return answer if visit.headers.get("authorization", "").startswith(wants) else (401, {}, b"")

    return {path: route}


def everything(store: Path) -> bytes:
    """All that a store says, Parquet unpacked."""
    told = [key.encode() + body for key, body in objects(store).items()]
    told += [repr(pyarrow.parquet.read_table(path).to_pylist()).encode() for path in store.rglob("*.parquet")]
    return b"\n".join(told)


def paper(web: Web, folder: Path, password: str, token: str) -> Path:
    """A store with two editions of three feeds that each want something."""
    (folder / "feeds.txt").write_text(f"http://reader:{password}@ledger.example/feed\nhttp://${{NEWS_USER}}:${{NEWS_PASS}}@post.example/rss\nhttp://wire.example/rss?k=${{NEWS_TOKEN}}\n"
                                      f"http://me:{password}@closed.example/rss\n")  # fmt: skip
    (folder / "newsheaf.yaml").write_text(f"http:\n  proxy: {web.url}\n  delay_seconds: 0\nrun: {{processes: 1}}\n")
    environ = {"NEWS_USER": "reader", "NEWS_PASS": password, "NEWS_TOKEN": token}
    page = html(f"<html><head><title>Ferry towed in</title></head><body><article><h1>Ferry towed in</h1>{f'<p>{TEXT}</p>' * 5}</article></body></html>")
    web.routes |= locked("ledger.example/feed", rss(item("http://ledger.example/ferry", "Ferry towed in", "g1")))  # type: ignore[arg-type]
    web.routes |= locked("ledger.example/ferry", page)  # type: ignore[arg-type]
    web.routes |= locked("post.example/rss", rss(item("http://elsewhere.example/p1", "Storm over the islands", "g2", TEXT * 3)))  # type: ignore[arg-type]
    web.routes |= {f"wire.example/rss?k={token}": redirect(301, f"/new?k={token}"), "closed.example/rss": (403, {}, b"")}
    web.routes[f"wire.example/new?k={token}"] = rss(item(f"http://wire.example/w1?k={token}", "Harbour closed", f"tag:{token}", TEXT * 2))
    for hour in range(2):
        (summary,) = publish(str(folder / "store"), feeds=(str(folder / "feeds.txt"),), config=load_config(folder / "newsheaf.yaml", environ), as_of=AS_OF + timedelta(hours=hour))
        assert summary.counts.feeds_failed == 1 and summary.counts.originals + summary.counts.known == 3, summary.counts
    return folder / "store"


def test_secrets_are_used_and_never_kept(web: Web, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    caplog.set_level(logging.DEBUG)
    (tmp_path / "one").mkdir(), (tmp_path / "two").mkdir()
    store = paper(web, tmp_path / "one", "s3cret", "t0ken-9876")
    assert_whole(str(store))
    rows = story_rows(str(store)).values()
    assert {row.feed for row in rows} == {"http://ledger.example/feed", "http://post.example/rss", "http://wire.example/rss?k=${NEWS_TOKEN}"}
    assert {row.url for row in rows} >= {"http://ledger.example/ferry"}, "a page behind the same password is asked with it"
    told = everything(store) + caplog.text.encode() + "".join(capfd.readouterr()).encode()
    assert [secret for secret in SECRETS if secret in told] == []
    assert not any("authorization" in visit.headers for visit in web.visits if visit.host not in ("ledger.example", "post.example", "closed.example"))
    assert sum(visit.path.startswith("/rss?k=") for visit in web.visits if visit.host == "wire.example") == 2, "then it has moved for good"

    other = paper(web, tmp_path / "two", "an0ther", "an0ther-t0k")
    assert latest(str(store)).edition == latest(str(other)).edition
    assert differences(store, other) == [], "a changed password changes nothing that is published"


@pytest.mark.attack
def test_a_link_that_the_proxy_refuses_publishes_neither_its_password_nor_the_links(
    web: Web, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    proxy = web.url.replace("//", "//me:sesame-7@")
    (tmp_path / "feeds.txt").write_text("http://evil.example/rss\n")
    (tmp_path / "newsheaf.yaml").write_text(f"http:\n  proxy: {proxy}\n  delay_seconds: 0\nrun: {{processes: 1}}\n")
    web.routes["evil.example/rss"] = rss(item("https://evil.example/1", "One", "g1"), item("http://evil.example/2", "Two", "g2"), item("http://evil.example/3", "Three", "g3"))
    web.routes |= {"evil.example/2": redirect(302, "ftp://me:planted-1@files.example/"), "evil.example/3": redirect(302, "gopher://files.example/?access_token=planted-2")}
    (summary,) = publish(str(tmp_path / "store"), feeds=(str(tmp_path / "feeds.txt"),), config=load_config(tmp_path / "newsheaf.yaml", {}), as_of=AS_OF)
    assert summary.counts.originals == 0
    told = everything(tmp_path / "store") + caplog.text.encode() + "".join(capfd.readouterr()).encode()
    assert b"bad redirect" in told and "…@".encode() in told, "the rejects are there, and say why"
    assert [secret for secret in (b"sesame-7", b"bWU6c2VzYW1lLTc", b"planted-1", b"planted-2") if secret in told] == []
