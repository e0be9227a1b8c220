"""https, directly and through a proxy's tunnel, with a certificate made for the test."""

from __future__ import annotations

import asyncio
import ipaddress
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import aiohttp.connector
import pytest

from connectors.web.http import Response, fetch
from connectors.web.tolerant import open_session
from tests.connectors.web.asking import QUICK

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
ANSWER = b"HTTP/1.1 200 OK\r\nX-XSS-Protection=1;\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\nfeed"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """(certificate for 127.0.0.1, its key)."""
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    start = datetime(2020, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, start, start.replace(year=2090))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
    signed = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), True).sign(key, hashes.SHA256())
    folder, encoding = tmp_path_factory.mktemp("tls"), serialization.Encoding.PEM
    (folder / "key.pem").write_bytes(key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    (folder / "cert.pem").write_bytes(signed.public_bytes(encoding))
    return folder / "cert.pem", folder / "key.pem"


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(ANSWER)
    except (asyncio.IncompleteReadError, OSError):
        writer.close()


async def tunnel(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A proxy that says something odd of itself, and passes on what comes."""
    asked = (await reader.readuntil(b"\r\n\r\n")).decode()
    assert asked.startswith("CONNECT ")
    host, _, port = asked.split()[1].partition(":")
    there, to = await asyncio.open_connection(host, int(port))
    writer.write(b"HTTP/1.1 200 Connection established\r\nVia proxy\r\n\r\n")

    async def copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        while data := await source.read(2**16):
            target.write(data)
        target.close()

    await asyncio.gather(copy(reader, to), copy(there, writer), return_exceptions=True)


def ask_twice(certificate: tuple[Path, Path], *, through_proxy: bool) -> list[Response]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)

    async def run() -> list[Response]:
        server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
        proxy = await asyncio.start_server(tunnel, "127.0.0.1", 0)
        port, proxy_port = (one.sockets[0].getsockname()[1] for one in (server, proxy))
        http = replace(QUICK, proxy=f"http://127.0.0.1:{proxy_port}" if through_proxy else "", total_timeout_seconds=5.0)
        async with open_session(http) as session:
            answers = [await fetch(session, f"https://127.0.0.1:{port}/feed", http) for _ in range(2)]
        await asyncio.sleep(0.05)  # the tunnel's ends close
        server.close()
        proxy.close()
        return answers

    return asyncio.run(run())


@pytest.mark.parametrize("through_proxy", [False, True])
def test_https(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, through_proxy: bool) -> None:
    monkeypatch.setattr(aiohttp.connector, "_SSL_CONTEXT_VERIFIED", ssl.create_default_context(cafile=str(certificate[0])))
    assert [(one.reason, one.body) for one in ask_twice(certificate, through_proxy=through_proxy)] == [("", b"feed")] * 2


@pytest.mark.parametrize("through_proxy", [False, True])
def test_a_certificate_that_nobody_vouches_for_is_refused(certificate: tuple[Path, Path], through_proxy: bool) -> None:
    assert {one.reason for one in ask_twice(certificate, through_proxy=through_proxy)} == {"bad certificate"}
