"""The bucket policies of deploy/s3 are enough for all that newsheaf does, and each of their actions is needed. Judged by MinIO itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from typing import Any
from urllib.parse import urlsplit

import pytest
from minio.credentials import StaticProvider
from minio.minioadmin import MinioAdmin

from connectors.store import ObjectMissing, StoreError, open_store
from pipelines.newsroom.load import many_stories
from tests.end_to_end.runs import assert_whole, latest, publish, write_rows
from tests.services import ROOT, S3Server, find_minio, load_script, require, running_minio

BUCKET = "newsheaf"  # as the policies have it
POLICIES = ROOT / "deploy" / "s3"

_numbers = count(1)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """A MinIO that nobody has told anything yet."""
    require(find_minio(), "MinIO")
    with running_minio(tmp_path_factory.mktemp("policies")) as server:
        server.make_bucket("other")
        yield server


class Keys:
    """Who may do what a policy says."""

    def __init__(self, server: S3Server, monkeypatch: pytest.MonkeyPatch) -> None:
        self._server, self._monkeypatch = server, monkeypatch
        self.admin = MinioAdmin(
            endpoint=urlsplit(server.endpoint).netloc, credentials=StaticProvider(server.access_key, server.secret_key), secure=False
        )

    def use(self, policy: dict[str, Any]) -> None:
        """Let this process's stores be opened by a new user with that policy alone."""
        name = f"user-{next(_numbers)}"
        self.admin.policy_add(name, policy=policy)
        self.admin.user_add(name, f"{name}-secret")
        self.admin.attach_policy([name], user=name)
        self.become(name, f"{name}-secret")

    def become(self, name: str, secret: str) -> None:
        for variable, value in (("ENDPOINT", self._server.endpoint), ("ACCESS_KEY", name), ("SECRET_KEY", secret)):
            self._monkeypatch.setenv(f"NEWSHEAF_S3_{variable}", value)


@pytest.fixture
def keys(server: S3Server, monkeypatch: pytest.MonkeyPatch) -> Keys:
    return Keys(server, monkeypatch)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write_rows(tmp_path_factory.mktemp("source") / "stories.jsonl", [story.row() for story in many_stories(12, "policies")])


@pytest.fixture(scope="module", autouse=True)
def prepared(server: S3Server, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What `prepare.py` makes of a new server, asked twice: the secrets of the two users."""
    folder = tmp_path_factory.mktemp("secrets")
    secrets = {"newsheaf": "of-newsheaf-itself", "checkpoints": "of-flink-itself"}
    wanted = []
    for name, policy in (("newsheaf", "policy.json"), ("checkpoints", "policy-checkpoints.json")):
        (folder / name).write_text(secrets[name] + "\n")
        wanted.append(f"{name}:{POLICIES / policy}:{folder / name}")
    script = load_script("deploy/s3/prepare.py")
    for _ in range(2):
        script.prepare(server.endpoint, server.access_key, server.secret_key, wanted)
    return secrets


@pytest.mark.parametrize("prefix", ["", "/main", "/teams/desk"])
def test_a_store_is_made_continued_verified_and_read(keys: Keys, prepared: dict[str, str], source: str, prefix: str) -> None:
    keys.become("newsheaf", prepared["newsheaf"])
    store = f"s3://{BUCKET}{prefix}"
    publish(store, stories=(source,))
    (again,) = publish(store, stories=(source,))
    assert not again.edition and again.counts.known == 12
    assert_whole(store)
    keys.use(json.loads((POLICIES / "policy-read.json").read_text()))
    assert_whole(store)
    assert latest(store).counts.originals
    with pytest.raises(ObjectMissing):
        open_store(store).get("v1/no-such-object")
    with pytest.raises(StoreError, match="AccessDenied"):
        open_store(store).put("v1/mine", b"")


def test_nothing_published_can_be_removed_and_no_other_bucket_be_read(keys: Keys, prepared: dict[str, str], source: str) -> None:
    keys.become("newsheaf", prepared["newsheaf"])
    store = f"s3://{BUCKET}/kept"
    publish(store, stories=(source,))
    with pytest.raises(StoreError, match="AccessDenied"):
        open_store(store).delete("v1/LATEST.json")
    for url in ("s3://other", "s3://checkpoints"):
        with pytest.raises(StoreError, match="AccessDenied"):
            open_store(url).get("v1/LATEST.json")


def policy_without(action: str) -> dict[str, Any]:
    policy: dict[str, Any] = json.loads((POLICIES / "policy.json").read_text())
    for statement in policy["Statement"]:
        statement["Action"] = [each for each in statement["Action"] if each != action]
    policy["Statement"] = [statement for statement in policy["Statement"] if statement["Action"]]
    return policy


@pytest.mark.parametrize("action", ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"])
def test_without_one_of_the_actions_no_store_is_made(keys: Keys, source: str, action: str) -> None:
    keys.use(policy_without(action))
    with pytest.raises(StoreError, match="AccessDenied"):
        publish(f"s3://{BUCKET}/without-{next(_numbers)}", stories=(source,))


def test_nothing_is_ever_listed(keys: Keys, source: str) -> None:
    """ListBucket is in the policy for Amazon's sake, which answers 403 instead of 404 to whoever asks for a missing object without it."""
    keys.use(policy_without("s3:ListBucket"))
    store = f"s3://{BUCKET}/unlisted"
    publish(store, stories=(source,))
    assert_whole(store)
    with pytest.raises(StoreError, match="AccessDenied"):
        list(open_store(store).keys())


def test_the_checkpoints_user_has_its_own_bucket_alone(keys: Keys, prepared: dict[str, str]) -> None:
    keys.become("checkpoints", prepared["checkpoints"])
    mine = open_store("s3://checkpoints/flink")
    mine.put("chk-1/_metadata", b"state")
    assert list(mine.keys()) == ["chk-1/_metadata"]
    mine.delete("chk-1/_metadata")
    with pytest.raises(StoreError, match="AccessDenied"):
        open_store(f"s3://{BUCKET}").get("v1/LATEST.json")
