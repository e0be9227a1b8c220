"""A store in a bucket of an S3-compatible server, by minio-py. Conditions are HTTP's own: If-None-Match and If-Match.

minio-py 7.2 has no argument for them, so its HTTP client adds the header to the one PUT that an object is. Multipart
uploads would lose the condition, so there are none: an object may have up to 5 GiB.
"""

from __future__ import annotations

import hashlib
import io
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import Any, Never, TypeVar
from urllib.parse import urlsplit

import certifi
import urllib3
from minio import Minio
from minio.error import InvalidResponseError, MinioException, S3Error, ServerError
from minio.helpers import check_bucket_name

from connectors.store.contract import (
    NOBODY,
    Blob,
    ConditionFailed,
    ObjectMissing,
    Owner,
    StoreAway,
    StoreError,
    check_condition,
    check_key,
)
from connectors.store.heartbeat import HeartbeatLease
from connectors.store.settings import S3Settings

Result = TypeVar("Result")

LARGEST = 5 * 1024**3
"""What one PUT may carry, in bytes (S3's limit)."""

SMALLEST_PART = 5 * 1024**2
"""minio-py wants at least this part size, in bytes, even for smaller objects."""

DEFAULT_REGION = "us-east-1"

FIRST_WAIT_SECONDS = 0.2
LONGEST_WAIT_SECONDS = 5.0

BUSY_CODES = {"SlowDown", "InternalError", "ServiceUnavailable", "RequestTimeout", "OperationAborted", "ConditionalRequestConflict"}
"""S3 error codes that mean: the same again, later."""


class _Refused(Exception):
    """The server refused a conditional PUT: 412, the condition does not hold; 409, another write is under way."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class ConditionalPool(urllib3.PoolManager):
    """An HTTP client that adds the condition of the current thread, if one is set, to the thread's next PUT."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._current = threading.local()

    @contextmanager
    def condition(self, name: str, value: str) -> Iterator[None]:
        self._current.header = (name, value)
        try:
            yield
        finally:
            self._current.header = None

    def urlopen(self, method: str, url: str, redirect: bool = True, **kw: Any) -> urllib3.BaseHTTPResponse:  # type: ignore[override]
        header = getattr(self._current, "header", None)
        if method == "PUT" and header:
            kw["headers"] = {**kw.get("headers", {}), header[0]: header[1]}
        response = super().urlopen(method, url, redirect=redirect, **kw)
        if method == "PUT" and header and response.status in (409, 412):
            raise _Refused(response.status)  # here, since minio-py calls a 409 without a body a missing bucket
        return response


class S3Store:
    """Objects below ``s3://bucket/prefix``. The etag is the server's."""

    def __init__(self, url: str, settings: S3Settings | None = None) -> None:
        self.settings = (settings or S3Settings()).resolved()
        self.url = url.rstrip("/")
        parts = urlsplit(url)
        if parts.username or parts.password or parts.query or parts.fragment or not parts.netloc:
            raise StoreError("an S3 store is named s3://bucket/prefix and nothing more; keys go into NEWSHEAF_S3_ACCESS_KEY and "
                             "NEWSHEAF_S3_SECRET_KEY, the server into NEWSHEAF_S3_ENDPOINT")
        self.bucket = parts.netloc
        try:
            check_bucket_name(self.bucket, strict=True)
        except ValueError:
            raise StoreError(f"{self.bucket!r} is no bucket name; correct --store") from None
        self._prefix = parts.path.strip("/") + "/" if parts.path.strip("/") else ""
        if self._prefix:
            check_key(self._prefix[:-1])
        self._pool = ConditionalPool(
            timeout=urllib3.Timeout(connect=self.settings.connect_seconds, read=self.settings.read_seconds),
            maxsize=16, retries=False, cert_reqs="CERT_REQUIRED", ca_certs=self.settings.ca_file or certifi.where())
        self._client = self._connect()

    def get(self, key: str) -> Blob:
        data, headers = self._fetch(key)
        return Blob(data, _etag(headers))

    def put(self, key: str, data: bytes, *, content_type: str = "application/octet-stream",
            if_absent: bool = False, if_etag: str = "") -> str:
        check_condition(if_absent, if_etag)
        name = self._name(key)
        if len(data) > LARGEST:
            raise StoreError(f"{key} has {len(data)} bytes; one PUT carries at most {LARGEST}")

        def send() -> str:
            result = self._client.put_object(self.bucket, name, io.BytesIO(data), len(data), content_type=content_type,
                                             part_size=max(len(data), SMALLEST_PART))
            return result.etag or ""

        if not (if_absent or if_etag):
            return self._tried(key, send) or self.get(key).etag
        header = ("If-None-Match", "*") if if_absent else ("If-Match", f'"{if_etag}"')
        try:
            with self._pool.condition(*header):
                return self._tried(key, send) or self.get(key).etag
        except (_Refused, ObjectMissing):
            return self._own_write(key, data)

    def flush(self) -> None:
        return None

    def delete(self, key: str) -> None:
        name = self._name(key)
        try:
            self._tried(key, lambda: self._client.remove_object(self.bucket, name))
        except ObjectMissing:
            pass

    def keys(self, prefix: str = "") -> Iterator[str]:
        def ask() -> list[str]:
            listing = self._client.list_objects(self.bucket, prefix=self._prefix + prefix, recursive=True)
            return sorted(entry.object_name.removeprefix(self._prefix) for entry in listing if entry.object_name)

        yield from self._tried(prefix, ask)

    def lease(self, holder: str, ttl: float = 0, owner: Owner = NOBODY) -> HeartbeatLease:
        """An object that is renewed while its holder lives."""
        return HeartbeatLease(self, holder, ttl or self.settings.lease_seconds, owner)

    def get_with_age(self, key: str) -> tuple[Blob, float]:
        """The object, and how many seconds ago it was written, both times by the server's clock. Raises ObjectMissing."""
        data, headers = self._fetch(key)
        try:
            age = (parsedate_to_datetime(headers["date"]) - parsedate_to_datetime(headers["last-modified"])).total_seconds()
        except (KeyError, ValueError, TypeError):
            raise StoreError(f"{self._where()} sends no Date or Last-Modified with {key}; "
                             "the writer's lease needs both: use another server") from None
        return Blob(data, _etag(headers)), age

    def __reduce__(self) -> Never:
        raise TypeError("a store is opened where it is used, by open_store(url): pickled, its keys would travel along")

    def _fetch(self, key: str) -> tuple[bytes, dict[str, str]]:
        name = self._name(key)

        def receive() -> tuple[bytes, dict[str, str]]:
            response = self._client.get_object(self.bucket, name)
            try:
                return response.read(), {field.lower(): value for field, value in response.headers.items()}
            finally:
                response.close()
                response.release_conn()

        return self._tried(key, receive)

    def _own_write(self, key: str, data: bytes) -> str:
        """The etag of what is there, if it is what was to be written: an attempt whose answer got lost. Else ConditionFailed."""
        try:
            held = self.get(key)
        except ObjectMissing:
            raise ConditionFailed(key) from None
        if hashlib.sha256(held.data).digest() != hashlib.sha256(data).digest():
            raise ConditionFailed(key) from None
        return held.etag

    def _tried(self, key: str, request: Callable[[], Result]) -> Result:
        """The request's result, tried again while the server is busy, failing or out of reach."""
        wait = FIRST_WAIT_SECONDS
        left = self.settings.attempts
        while True:
            left -= 1
            try:
                return request()
            except _Refused as refusal:
                if refusal.status == 412 or left <= 0:
                    raise
            except (MinioException, urllib3.exceptions.HTTPError) as error:
                if left <= 0 or not _passing(error):
                    raise self._explained(key, error) from error
            time.sleep(wait)
            wait = min(2 * wait, LONGEST_WAIT_SECONDS)

    def _explained(self, key: str, error: Exception) -> Exception:
        """What the server's or the network's error means here, and how to mend it."""
        code, where = getattr(error, "code", None) or "", self._where()
        if code in ("NoSuchKey", "NoSuchObject"):
            return ObjectMissing(key)
        if isinstance(error, urllib3.exceptions.SSLError):
            return StoreError(f"no trusted TLS connection to {where}: {_short(error)}; use http:// in NEWSHEAF_S3_ENDPOINT "
                              "for a server without TLS, or name its authority in NEWSHEAF_S3_CA_FILE")
        if isinstance(error, urllib3.exceptions.HTTPError):
            return (StoreAway if _passing(error) else StoreError)(
                f"can't reach {where}: {_short(error)}; check NEWSHEAF_S3_ENDPOINT and that the server runs")
        mend = MEND.get(code)
        if mend:
            return StoreError(f"{where} says {code}: {mend.format(bucket=self.bucket, region=self.settings.region or DEFAULT_REGION)}")
        if isinstance(error, InvalidResponseError):
            return StoreError(f"{where} doesn't answer like an S3 server (HTTP {error._code}); check NEWSHEAF_S3_ENDPOINT: it wants the "
                              "address of the S3 API, not of a console or a web page")
        status = _status(error)
        if status >= 500:
            return StoreAway(f"{where} keeps failing with HTTP {status} {code}; see the server's log, then run again")
        return StoreError(f"{where} refuses the request for {key or 'a listing'}: HTTP {status} {code}")

    def _where(self) -> str:
        return f"the S3 server {self.settings.endpoint or 'of Amazon'} (bucket {self.bucket})"

    def _name(self, key: str) -> str:
        return self._prefix + check_key(key)

    def _connect(self) -> Minio:
        settings = self.settings
        if not settings.access_key or not settings.secret_key:
            missing = "access key" if not settings.access_key else "secret key"
            raise StoreError(f"no {missing} for {self._where()}: set NEWSHEAF_S3_ACCESS_KEY and NEWSHEAF_S3_SECRET_KEY, "
                             "or the same with _FILE to name files that hold them, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
        endpoint = settings.endpoint or "https://s3.amazonaws.com"
        parts = urlsplit(endpoint if "://" in endpoint else f"https://{endpoint}")
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/") or parts.query or parts.username:
            raise StoreError(f"not an S3 endpoint: {parts.hostname or endpoint!r}; it looks like http://host:9000 or https://host, "
                             "without a path; the bucket goes into --store")
        try:
            client = Minio(parts.netloc, settings.access_key, settings.secret_key, settings.session_token or None,
                           secure=parts.scheme == "https", region=settings.region or DEFAULT_REGION, http_client=self._pool)
        except ValueError as error:
            raise StoreError(f"can't use the S3 endpoint {endpoint}: {error}") from error
        if settings.addressing == "virtual":
            client.enable_virtual_style_endpoint()
        elif settings.addressing == "path":
            client.disable_virtual_style_endpoint()
        return client


MEND = {
    "NoSuchBucket": "there is no bucket {bucket!r}; create it on the server (newsheaf never does) or correct --store",
    "InvalidAccessKeyId": "it does not know the access key; check NEWSHEAF_S3_ACCESS_KEY",
    "SignatureDoesNotMatch": "the secret key does not fit the access key; check NEWSHEAF_S3_SECRET_KEY and NEWSHEAF_S3_REGION",
    "InvalidToken": "the session token is not valid; get new credentials",
    "ExpiredToken": "the session token has expired; get new credentials",
    "AccessDenied": "these keys may not do this; give them read, write, delete and list rights on bucket {bucket!r}",
    "RequestTimeTooSkewed": "this machine's clock is wrong; set it",
    "AuthorizationHeaderMalformed": "requests are signed for the wrong region; set NEWSHEAF_S3_REGION (now {region})",
    "PermanentRedirect": "the bucket is in another region; set NEWSHEAF_S3_REGION and NEWSHEAF_S3_ENDPOINT (region now {region})",
}
"""S3 error codes that an operator can do something about, and what."""


def _passing(error: Exception) -> bool:
    """Whether the same request may well succeed a little later."""
    if isinstance(error, urllib3.exceptions.HTTPError):
        return not isinstance(error, (urllib3.exceptions.SSLError, urllib3.exceptions.LocationValueError))
    status = _status(error)
    return (status >= 500 and status != 501) or status == 429 or getattr(error, "code", "") in BUSY_CODES


def _status(error: Exception) -> int:
    if isinstance(error, S3Error):
        return error.response.status
    if isinstance(error, ServerError):
        return error.status_code
    return int(getattr(error, "_code", 0))


def _etag(headers: dict[str, str]) -> str:
    return headers.get("etag", "").strip().removeprefix("W/").strip('"')


def _short(error: Exception) -> str:
    """The innermost reason, without the object addresses that urllib3 puts in front."""
    reason = getattr(error, "reason", None) or error
    return str(reason).rpartition(">: ")[2] or type(reason).__name__
