"""How to reach an S3-compatible server. What is not given here is read from the environment, on every worker alike."""

from __future__ import annotations

import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal

from connectors.store.contract import StoreError

Addressing = Literal["auto", "path", "virtual"]

FALLBACKS = {
    "endpoint": ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"),
    "region": ("AWS_REGION", "AWS_DEFAULT_REGION"),
    "access_key": ("AWS_ACCESS_KEY_ID",),
    "secret_key": ("AWS_SECRET_ACCESS_KEY",),
    "session_token": ("AWS_SESSION_TOKEN",),
    "ca_file": ("AWS_CA_BUNDLE", "SSL_CERT_FILE"),
}
"""The variables of other S3 tools that are read for a field when nothing nearer is set."""

SECRETS = ("access_key", "secret_key", "session_token")

_kept: dict[str, tuple[str, str, str]] = {}
"""The secrets of settings that were pickled in this process, by ticket."""


@dataclass(frozen=True, slots=True)
class S3Settings:
    """Where the S3 server is and who we are there.

    ``NEWSHEAF_S3_<FIELD>`` in the environment comes before the value given here, and ``AWS_*`` variables after it. The
    three secrets may also be in a file each, named by ``NEWSHEAF_S3_<FIELD>_FILE`` or the ``…_file`` field.
    """

    endpoint: str = ""
    """URL of the server, such as ``http://127.0.0.1:9000``; without a scheme it is https. Empty: Amazon's."""

    region: str = ""
    """Region to sign requests for. Empty: ``us-east-1``, which servers other than Amazon's mostly ignore."""

    access_key: str = field(default="", repr=False, metadata={"secret": True})
    """Access key id. Better given by environment or file than written in a configuration."""

    secret_key: str = field(default="", repr=False, metadata={"secret": True})
    """Secret access key. Never printed."""

    session_token: str = field(default="", repr=False, metadata={"secret": True})
    """Token of temporary credentials. Never printed."""

    access_key_file: str = ""
    """File that holds the access key id, for instance a mounted container secret."""

    secret_key_file: str = ""
    """File that holds the secret access key."""

    session_token_file: str = ""
    """File that holds the session token."""

    addressing: Addressing = "auto"
    """``path`` puts the bucket into the path, ``virtual`` into the host name; ``auto``: virtual for Amazon, else path."""

    ca_file: str = ""
    """PEM file with the certificates to trust, for a server with a private authority. Empty: the usual public ones."""

    connect_seconds: float = 10.0
    """How long to wait for a connection, in seconds."""

    read_seconds: float = 60.0
    """How long to wait for the server's next bytes, in seconds."""

    attempts: int = 6
    """How often a request is tried when the server is busy, failing or out of reach; waits of 0.2, 0.4, 0.8 … s between."""

    lease_seconds: float = 60.0
    """A writer that didn't renew its lease for so long is taken for dead, in seconds. It renews three times as often; a
    run killed on S3 keeps the next one out for this long. At least 3: servers tell times to the second."""

    def resolved(self, environment: Mapping[str, str] | None = None) -> S3Settings:
        """These settings with the environment's. Raises StoreError for an unreadable file or value."""
        environment = os.environ if environment is None else environment
        values: dict[str, Any] = {}
        for each in fields(self):
            variable, given = f"NEWSHEAF_S3_{each.name.upper()}", getattr(self, each.name)
            if environment.get(variable):
                values[each.name] = _convert(variable, environment[variable], given)
            elif each.name in SECRETS and environment.get(f"{variable}_FILE"):
                values[each.name] = _read_secret(environment[f"{variable}_FILE"], each.name)
            elif each.name in SECRETS and not given and getattr(self, f"{each.name}_file"):
                values[each.name] = _read_secret(getattr(self, f"{each.name}_file"), each.name)
            elif not given and each.name in FALLBACKS:
                values[each.name] = next((environment[name] for name in FALLBACKS[each.name] if environment.get(name)), "")
        return replace(self, **values)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled, for instance into a graph that is sent to a cluster, settings leave their secrets behind in this process.

        Unpickled in this process they have them again; elsewhere the environment has to give them.
        """
        plain = {each.name: getattr(self, each.name) for each in fields(self) if each.name not in SECRETS}
        secrets = (self.access_key, self.secret_key, self.session_token)
        ticket = ""
        if any(secrets):
            ticket = next((known for known, kept in _kept.items() if kept == secrets), "") or uuid.uuid4().hex
            _kept[ticket] = secrets
        return _unpickle, (plain, ticket)

    def environment(self) -> dict[str, str]:
        """The variables that say the same, to hand to worker processes in place of a pickled graph with secrets in it."""
        default = S3Settings()
        return {f"NEWSHEAF_S3_{each.name.upper()}": str(getattr(self, each.name))
                for each in fields(self) if getattr(self, each.name) != getattr(default, each.name)}


def _unpickle(plain: dict[str, Any], ticket: str) -> S3Settings:
    access_key, secret_key, session_token = _kept.get(ticket, ("", "", ""))
    return S3Settings(**plain, access_key=access_key, secret_key=secret_key, session_token=session_token)


def _convert(variable: str, text: str, like: object) -> object:
    try:
        value: object = type(like)(text) if isinstance(like, (int, float)) else text
    except ValueError:
        raise StoreError(f"{variable}={text!r} is not a number") from None
    if variable.endswith("_ADDRESSING") and value not in ("auto", "path", "virtual"):
        raise StoreError(f"{variable}={text!r} is none of auto, path, virtual")
    return value


def _read_secret(path: str, name: str) -> str:
    try:
        return Path(path).read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"can't read the S3 {name.replace('_', ' ')} from {path}: {type(error).__name__}; "
                         f"mend {name}_file or NEWSHEAF_S3_{name.upper()}_FILE") from None
