"""What S3 servers do to a client: lost answers, busy minutes, ignored conditions, wrong keys. And what must never be printed."""

from __future__ import annotations

import copy
import logging
import os
import pickle
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from connectors.store import (
    ConditionFailed,
    LeaseHeld,
    ObjectMissing,
    S3Settings,
    StoreAway,
    StoreError,
    acquire_lease,
    open_store,
    probe_conditions,
)
from connectors.store import s3 as s3_module
from connectors.store.s3 import S3Store
from tests.connectors.store.small_s3 import Fault, SmallS3, running_small_s3
from tests.services import ROOT, S3Server, free_port

SECRET = "s3cr3t-0f-the-newsroom"


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(s3_module, "FIRST_WAIT_SECONDS", 0.01)
    for name in ("NEWSHEAF_S3_ENDPOINT", "NEWSHEAF_S3_ACCESS_KEY", "NEWSHEAF_S3_SECRET_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)


@contextmanager
def small_store(server: SmallS3, **settings: object) -> Iterator[S3Store]:
    with running_small_s3(server):
        given = S3Settings(endpoint=server.endpoint, access_key="key", secret_key=SECRET, read_seconds=5)
        yield S3Store("s3://bucket/here", S3Settings(**{name: getattr(given, name) for name in given.__slots__} | settings))  # type: ignore[arg-type]


# conditions


def test_an_object_is_one_put_with_its_condition(tmp_path: Path) -> None:
    server, large = SmallS3(), b"x" * 20_000_000  # minio-py would send this in parts
    with small_store(server) as store:
        etag = store.put("v1/large", large, if_absent=True)
        store.put("v1/large", b"small", if_etag=etag)
        store.put("v1/large", b"again")
        assert [(method, path) for method, path, _ in server.requests] == [("PUT", "/bucket/here/v1/large")] * 3
        conditions = [(headers.get("if-none-match"), headers.get("if-match")) for _, _, headers in server.requests]
        assert conditions == [("*", None), (None, f'"{etag}"'), (None, None)]


def test_conditions_of_threads_do_not_mix() -> None:
    server = SmallS3()
    with small_store(server) as store:
        etags = {number: store.put(f"v1/{number}", b"before") for number in range(0, 40, 2)}
        server.requests.clear()
        start = threading.Barrier(8)

        def work(worker: int) -> None:
            start.wait()
            for number in range(worker * 5, worker * 5 + 5):
                kind = number % 2
                store.put(f"v1/{number}", b"after %d" % number, if_absent=kind == 1, if_etag=etags[number] if kind == 0 else "")
                store.put(f"v1/plain-{number}", b"plain")

        threads = [threading.Thread(target=work, args=(worker,)) for worker in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for method, path, headers in server.requests:
            number = path.rpartition("/")[2]
            assert method == "PUT"
            assert ("if-none-match" in headers) == (number.isdigit() and int(number) % 2 == 1)
            assert ("if-match" in headers) == (number.isdigit() and int(number) % 2 == 0)


@pytest.mark.parametrize(("server", "message"), [
    (SmallS3(ignores=frozenset({"if-none-match"})), "If-None-Match: . is ignored"),
    (SmallS3(ignores=frozenset({"if-match"})), "If-Match is ignored"),
    (SmallS3(ignores=frozenset({"if-match", "if-none-match"})), "is ignored"),
    (SmallS3(checks_early=True), r"[234] of 4 simultaneous conditional writes"),
], ids=["no If-None-Match", "no If-Match", "neither", "checks early"])
def test_a_server_that_does_not_keep_conditions_is_refused(server: SmallS3, message: str) -> None:
    with small_store(server) as store, pytest.raises(StoreError, match=message) as refusal:
        probe_conditions(store)
    assert "s3://bucket/here can't hold a store" in str(refusal.value)
    assert not server.objects


@pytest.mark.parametrize("bare", [False, True])
def test_a_server_that_keeps_conditions_passes(bare: bool) -> None:
    server = SmallS3(bare=bare)
    with small_store(server) as store:
        probe_conditions(store)
    assert not server.objects


# failures that pass


@pytest.mark.parametrize("faults", [["hang up after"], ["hang up before"], ["busy"], ["conflict"], ["busy", "hang up after", "busy"]])
@pytest.mark.parametrize("condition", ["absent", "etag", "none"])
def test_a_write_is_done_once_whatever_befalls_it(faults: list[Fault], condition: str) -> None:
    server = SmallS3()
    with small_store(server) as store:
        etag = store.put("v1/object", b"before") if condition == "etag" else ""
        server.faults = list(faults)
        written = store.put("v1/object", b"mine", if_absent=condition == "absent", if_etag=etag)
        assert store.get("v1/object").data == b"mine"
        assert store.get("v1/object").etag == written
        assert not server.faults


def test_a_lost_answer_does_not_hide_that_another_was_faster() -> None:
    server = SmallS3()
    with small_store(server) as store:
        etag = store.put("v1/object", b"before")
        store.put("v1/object", b"theirs")
        server.faults = ["hang up before"]
        with pytest.raises(ConditionFailed):
            store.put("v1/object", b"mine", if_etag=etag)
        assert store.get("v1/object").data == b"theirs"


def test_a_conflict_that_stays_is_a_failed_condition() -> None:
    server = SmallS3()
    with small_store(server, attempts=3) as store:
        etag = store.put("v1/object", b"before")
        server.faults = ["conflict"] * 3
        with pytest.raises(ConditionFailed):
            store.put("v1/object", b"mine", if_etag=etag)


@pytest.mark.parametrize("fault", ["busy", "hang up before", "cut short"])
def test_a_read_is_tried_again(fault: Fault) -> None:
    server = SmallS3()
    with small_store(server) as store:
        store.put("v1/object", b"whole" * 1000)
        server.faults = [fault, fault]
        assert store.get("v1/object").data == b"whole" * 1000


def test_trying_again_ends() -> None:
    server = SmallS3(faults=["busy"] * 10)
    with small_store(server, attempts=4) as store, pytest.raises(StoreError, match="keeps failing with HTTP 503 SlowDown"):
        store.get("v1/object")
    assert len(server.requests) == 4


def test_a_missing_object_is_not_tried_again() -> None:
    server = SmallS3()
    with small_store(server) as store, pytest.raises(ObjectMissing):
        store.get("v1/object")
    assert len(server.requests) == 1


# failures to explain


def settings_on(server: S3Server, **changes: str) -> S3Settings:
    return S3Settings(**{"endpoint": server.endpoint, "access_key": server.access_key, "secret_key": server.secret_key} | changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(("changes", "url", "message"), [
    ({}, "s3://no-such-bucket/x", "there is no bucket 'no-such-bucket'; create it"),
    ({"access_key": "nobody"}, "s3://newsheaf/x", "does not know the access key; check NEWSHEAF_S3_ACCESS_KEY"),
    ({"secret_key": SECRET}, "s3://newsheaf/x", "the secret key does not fit"),
])
@pytest.mark.parametrize("act", ["get", "put", "keys"])
def test_a_real_server_refuses_and_we_say_why(minio: S3Server, changes: dict[str, str], url: str, message: str, act: str) -> None:
    store = open_store(url, settings_on(minio, **changes))
    acts: dict[str, Callable[[], object]] = {
        "get": lambda: store.get("v1/object"),
        "put": lambda: store.put("v1/object", b"", if_absent=True),
        "keys": lambda: list(store.keys()),
    }
    with pytest.raises(StoreError, match=message) as refusal:
        acts[act]()
    assert SECRET not in "".join(traceback.format_exception(refusal.value))


def test_a_server_out_of_reach_is_named() -> None:
    endpoint = f"http://127.0.0.1:{free_port()}"
    store = open_store("s3://bucket/x", S3Settings(endpoint=endpoint, access_key="key", secret_key=SECRET, attempts=2))
    with pytest.raises(StoreAway, match=f"can't reach the S3 server {endpoint} .*refused.*check NEWSHEAF_S3_ENDPOINT"):
        store.get("v1/object")


def test_https_to_a_plain_server_is_explained() -> None:
    server = SmallS3()
    with running_small_s3(server):
        endpoint = server.endpoint.replace("http://", "https://")
        store = open_store("s3://bucket/x", S3Settings(endpoint=endpoint, access_key="key", secret_key=SECRET))
        with pytest.raises(StoreError, match="no trusted TLS connection.*use http://"):
            store.get("v1/object")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PEM file: a key and a certificate of its own for 127.0.0.1."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "newsheaf tests")])
    now = datetime.now(UTC)
    signed = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
              .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
              .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
              .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
              .sign(key, hashes.SHA256()))
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + signed.public_bytes(Encoding.PEM))
    return str(path)


def test_a_private_authority_is_trusted_once_it_is_named(certificate: str) -> None:
    server = SmallS3(certificate=certificate)
    with small_store(server, ca_file=certificate) as store:
        etag = store.put("v1/object", b"one", if_absent=True)
        store.put("v1/object", b"two", if_etag=etag)
        assert store.get("v1/object").data == b"two"
    with small_store(SmallS3(certificate=certificate)) as store, pytest.raises(StoreError, match="name its authority in NEWSHEAF_S3_CA_FILE"):
        store.get("v1/object")


@pytest.mark.parametrize(("fault", "message"), [
    ("not s3", "doesn't answer like an S3 server"), ("redirect", "in another region; set NEWSHEAF_S3_REGION"),
])
def test_another_kind_of_server_is_explained(fault: Fault, message: str) -> None:
    server = SmallS3(faults=[fault])
    with small_store(server) as store, pytest.raises(StoreError, match=message):
        store.get("v1/object")


@pytest.mark.parametrize("bucket", ["NO", "no_", "x", "no..where"])
def test_a_wrong_bucket_name_is_explained(bucket: str) -> None:
    with pytest.raises(StoreError, match="is no bucket name"):
        open_store(f"s3://{bucket}/x", S3Settings(access_key="key", secret_key=SECRET))


@pytest.mark.parametrize("endpoint", ["http://host:9000/minio", "ftp://host", "http://", "http://user:pw@host"])
def test_a_wrong_endpoint_is_explained(endpoint: str) -> None:
    with pytest.raises(StoreError, match="not an S3 endpoint") as refusal:
        open_store("s3://bucket/x", S3Settings(endpoint=endpoint, access_key="key", secret_key=SECRET))
    assert "pw" not in str(refusal.value)


# who we are there


def test_the_environment_is_enough(moto: S3Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(moto.secret_key + "\n")
    monkeypatch.setenv("NEWSHEAF_S3_ENDPOINT", moto.endpoint)
    monkeypatch.setenv("NEWSHEAF_S3_ACCESS_KEY", moto.access_key)
    monkeypatch.setenv("NEWSHEAF_S3_SECRET_KEY_FILE", str(tmp_path / "secret"))
    store = open_store("s3://newsheaf/environment")
    store.put("v1/object", b"one")
    assert isinstance(store, S3Store)
    assert store.settings.secret_key == moto.secret_key


def test_nearer_settings_come_first() -> None:
    environment = {"NEWSHEAF_S3_ENDPOINT": "http://near", "AWS_ENDPOINT_URL": "http://far", "AWS_REGION": "far-1",
                   "AWS_ACCESS_KEY_ID": "far", "NEWSHEAF_S3_ATTEMPTS": "3", "NEWSHEAF_S3_READ_SECONDS": "1.5"}
    found = S3Settings(endpoint="http://given", access_key="given").resolved(environment)
    assert (found.endpoint, found.access_key, found.region, found.attempts, found.read_seconds) == ("http://near", "given", "far-1", 3, 1.5)


def test_a_secret_in_a_file_comes_before_other_tools_variables(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from file")
    environment = {"AWS_SECRET_ACCESS_KEY": "far", "NEWSHEAF_S3_SECRET_KEY_FILE": str(tmp_path / "secret")}
    assert S3Settings().resolved(environment).secret_key == "from file"
    assert S3Settings(secret_key="given").resolved(environment).secret_key == "from file"  # the environment is nearer
    assert S3Settings(secret_key_file=str(tmp_path / "secret")).resolved({"AWS_SECRET_ACCESS_KEY": "far"}).secret_key == "from file"
    assert S3Settings(secret_key="given", secret_key_file="/nowhere").resolved({}).secret_key == "given"
    assert S3Settings().resolved(environment | {"NEWSHEAF_S3_SECRET_KEY": "near"}).secret_key == "near"
    with pytest.raises(StoreError, match="can't read the S3 secret key from /nowhere: FileNotFoundError"):
        S3Settings(secret_key_file="/nowhere").resolved({})


def test_settings_survive_as_environment(tmp_path: Path) -> None:
    given = S3Settings(endpoint="http://here:1", access_key="key", secret_key=SECRET, attempts=2, addressing="path")
    assert S3Settings().resolved(given.environment()) == given


@pytest.mark.parametrize("environment", [{"NEWSHEAF_S3_ATTEMPTS": "many"}, {"NEWSHEAF_S3_ADDRESSING": "street"}])
def test_a_wrong_variable_is_named(environment: dict[str, str]) -> None:
    with pytest.raises(StoreError, match=next(iter(environment))):
        S3Settings().resolved(environment)


@pytest.mark.parametrize(("given", "message"), [
    ({}, "no access key"), ({"access_key": "key"}, "no secret key"), ({"secret_key": SECRET}, "no access key"),
])
def test_missing_keys_are_named(given: dict[str, str], message: str) -> None:
    with pytest.raises(StoreError, match=f"{message} .*NEWSHEAF_S3_ACCESS_KEY and NEWSHEAF_S3_SECRET_KEY") as refusal:
        open_store("s3://bucket/x", S3Settings(**given))  # type: ignore[arg-type]
    assert SECRET not in str(refusal.value)


def test_secrets_are_never_printed(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    settings = S3Settings(access_key="the-access-key", secret_key=SECRET, session_token="the-token")
    server = SmallS3(faults=["busy", "conflict", "redirect", "not s3"])
    texts = [repr(settings), str(settings)]
    with small_store(server, attempts=1, access_key="the-access-key", session_token="the-token") as store:
        texts += [repr(store), store.url]
        for _ in range(5):
            try:
                store.put("v1/object", b"one", if_etag="never")
            except Exception as error:
                texts.append("".join(traceback.format_exception(error)))
    texts += [record.getMessage() for record in caplog.records]
    for text in texts:
        for secret in (SECRET, "the-token", "the-access-key"):
            assert secret not in text


def test_secrets_do_not_travel_with_a_graph() -> None:
    settings = S3Settings(endpoint="http://here:1", access_key="the-access-key", secret_key=SECRET, session_token="the-token", attempts=2)
    pickled = pickle.dumps((settings, settings))
    for secret in (SECRET, "the-token", "the-access-key"):
        assert secret.encode() not in pickled
    assert pickle.loads(pickled) == (settings, settings) == (copy.deepcopy(settings), replace(settings))
    script = "import pickle, sys; found = pickle.load(sys.stdin.buffer)[0].resolved(); print(found.endpoint, found.attempts, found.secret_key)"
    elsewhere = subprocess.run([sys.executable, "-c", script], cwd=ROOT, input=pickled, capture_output=True, check=True,
                               env=os.environ | {"NEWSHEAF_S3_SECRET_KEY": "of-the-worker"})
    assert elsewhere.stdout.split() == [b"http://here:1", b"2", b"of-the-worker"]


def test_an_open_store_does_not_travel(moto: S3Server) -> None:
    """Its keys would travel along: a worker opens its own, by URL and environment."""
    with pytest.raises(TypeError, match="open_store"):
        pickle.dumps(open_store("s3://newsheaf/x", settings_on(moto)))


# the lease


def test_the_lease_is_judged_by_the_servers_clock() -> None:
    """A server a year ahead or behind changes nothing: only its own times are compared."""
    for clock in (0.0, 31e6, -31e6):
        server = SmallS3(clock=clock)
        with small_store(server) as store, acquire_lease(store, "first", ttl=60), pytest.raises(LeaseHeld, match="first"):
            acquire_lease(store, "second", ttl=60)


def test_a_silent_holder_is_followed_and_notices(caplog: pytest.LogCaptureFixture) -> None:
    server = SmallS3()
    with small_store(server) as store:
        first = acquire_lease(store, "first", ttl=3)
        with server.lock:  # as if it had slept for a minute
            data, etag, written = server.objects["/bucket/here/v1/lease.json"]
            server.objects["/bucket/here/v1/lease.json"] = data, etag, written - 60
        with acquire_lease(store, "second", ttl=60) as second:
            first._thread.join(5)  # type: ignore[attr-defined]
            assert first.lost and not second.lost
            first.release()
            with pytest.raises(LeaseHeld, match="second"):
                acquire_lease(store, "third", ttl=60)
        assert "taken over" in caplog.text
        acquire_lease(store, "third", ttl=60).release()


def test_a_strange_lease_object_is_respected_until_it_is_old() -> None:
    server = SmallS3()
    with small_store(server) as store:
        store.put("v1/lease.json", b"not json")
        with pytest.raises(LeaseHeld, match="an unknown writer"):
            acquire_lease(store, "first", ttl=60)
        data, etag, written = server.objects["/bucket/here/v1/lease.json"]
        server.objects["/bucket/here/v1/lease.json"] = data, etag, written - 62
        acquire_lease(store, "first", ttl=60).release()


def test_a_lease_too_short_to_keep_is_refused() -> None:
    with small_store(SmallS3()) as store, pytest.raises(StoreError, match="3 s at least"):
        acquire_lease(store, ttl=1)
