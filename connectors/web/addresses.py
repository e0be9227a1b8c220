"""Whom this client connects to: addresses of the public internet, and what the operator allows besides.

Whoever writes a feed writes addresses, and a redirect or a name server may lead anywhere. So what is judged is the address that a
connection goes to, each time a name is resolved, in the same step that hands it to the connection: a name that answers otherwise the
second time gains nothing.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from connectors.web.urls import clean_host

if TYPE_CHECKING:
    from aiohttp.abc import AbstractResolver, ResolveResult

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

FIRST_FREE_PORT = 1024
WEB_PORTS = frozenset((80, 443))

# What the registries of special-purpose addresses (RFC 6890 and its updates) say is not for everybody, multicast and the like among it.
# Python's own table has changed between patch versions.
_SPECIAL = tuple(
    ipaddress.ip_network(block)
    for block in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
_GLOBAL_V6 = ipaddress.ip_network("2000::/3")
_SPECIAL_V6 = tuple(ipaddress.ip_network(block) for block in ("2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20"))
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SIX_TO_FOUR = ipaddress.ip_network("2002::/16")
_COMPATIBLE = ipaddress.ip_network("::/96")


_NUMBER = re.compile(r"[0-9]+|0[xX][0-9A-Fa-f]*")


class AddressRefused(OSError):
    """A connection to an address that is not allowed."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """One thing that an operator allows beside the public internet: a host or a network, on the web's ports or on one of its own."""

    host: str = ""  # with all below it, and without itself, where it begins with a dot
    network: Network | None = None
    port: int = 0  # 0: the web's


@lru_cache(maxsize=1_000)
def parse_allowance(allow: tuple[str, ...]) -> tuple[Allowed, ...]:
    """``http.allow`` as it is used: host names, ``*.`` before those with all below them, addresses, networks, each with a ``:port`` where
    it is for that port alone. Raises ValueError.

    >>> [(one.host, one.port) for one in parse_allowance(("feeds.lan.example", "*.lan.example:81"))]
    [('feeds.lan.example', 0), ('.lan.example', 81)]
    """
    return tuple(_parse_allowed(text) for text in allow)


def _parse_allowed(text: str) -> Allowed:
    name, port = _split_port(text.strip())
    try:
        return Allowed(network=ipaddress.ip_network(name.strip("[]"), strict=False), port=port)
    except ValueError:
        host = clean_host(name.removeprefix("*."))
    if not host or "/" in name:
        raise ValueError(f"{text!r} is no host, address or network; give feeds.lan.example, *.lan.example or 10.1.0.0/16") from None
    return Allowed(host=f".{host}" if name.startswith("*.") else host, port=port)


def _split_port(text: str) -> tuple[str, int]:
    head, colon, tail = text.rpartition(":")
    if not (colon and tail.isascii() and tail.isdigit() and (":" not in head or head.endswith("]"))):
        return text, 0
    port = int(tail[:6])
    if not 0 < port < 65_536:
        raise ValueError(f"{text!r}: no port {tail[:6]}")
    return head, port


def refusal(host: str, port: int, address: str = "", allowance: Iterable[Allowed] = ()) -> str:
    """Why no connection may be made to a host at an address, in words, with what to do where it was meant; empty where it may.

    ``address`` is empty as long as a name is not resolved: then only what the name and the port say is judged.

    >>> refusal("ledger.example", 443, "93.184.216.34"), refusal("ledger.example", 443, "169.254.169.254")
    ('', '169.254.169.254 is no public address; if it is meant, set http.allow to it or to ledger.example')
    >>> refusal("0x7f.1", 80)
    '127.0.0.1 is no public address; if it is meant, set http.allow to it or to 0x7f.1'
    >>> refusal("ledger.example", 22)
    'port 22 is not one of the web; if it is meant, set http.allow to ledger.example:22'
    """
    host = host.strip("[]").rstrip(".").lower()
    told = _address(address) if address else read_literal(host)
    mine = [one for one in allowance if one.port in (0, port) and _is_for(one, host, told)]
    if port not in WEB_PORTS and port < FIRST_FREE_PORT and not any(one.port for one in mine):
        shown = f"[{host}]" if ":" in host else host
        return f"port {port} is not one of the web; if it is meant, set http.allow to {shown}:{port}"
    if mine or (told is not None and is_public(told)):
        return ""
    if told is None and not address and not _is_local(host):
        return ""
    return f"{address or told or host} is no public address; if it is meant, set http.allow to it or to {host}"


def _is_for(allowed: Allowed, host: str, address: Address | None) -> bool:
    if allowed.network is None:
        return host == allowed.host or (allowed.host.startswith(".") and host.endswith(allowed.host))
    if address is None:  # a network with a port of its own: the connection will tell
        return bool(allowed.port) and not _is_local(host)
    network = allowed.network
    return any(form.version == network.version and form in network for form in _forms(address))


def _is_local(host: str) -> bool:
    """Whether a name is this machine's by its meaning, whatever a name server says; a proxy would take it for itself."""
    return host == "localhost" or host.endswith(".localhost")


def read_literal(host: str) -> Address | None:
    """The address that a host spells out, in any form that the system's resolver takes for one; None for a name.

    >>> read_literal("0x7f.1"), read_literal("017700000001"), read_literal("[::1]"), read_literal("ledger.example")
    (IPv4Address('127.0.0.1'), IPv4Address('127.0.0.1'), IPv6Address('::1'), None)
    """
    found = _address(host)
    last = host.rpartition(".")[2]
    if found is None and _NUMBER.fullmatch(last):
        try:
            found = ipaddress.IPv4Address(socket.inet_aton(host))
        except (OSError, UnicodeError):
            return None
    return found


def _address(text: str) -> Address | None:
    try:
        return ipaddress.ip_address(text.strip("[]").partition("%")[0]) if text else None
    except ValueError:
        return None


def _forms(address: Address) -> tuple[Address, ...]:
    """The address and those that it carries within itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return (address,)
    inner = address.ipv4_mapped
    if inner is None and (address in _NAT64 or (address in _COMPATIBLE and int(address) > 0xFFFF)):
        inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if inner is None and address in _SIX_TO_FOUR:
        inner = ipaddress.IPv4Address((int(address) >> 80) & 0xFFFFFFFF)
    return (address,) if inner is None else (address, inner)


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet, by itself and by the address that it carries within.

    >>> [is_public(ipaddress.ip_address(a)) for a in ("93.184.216.34", "127.1.2.3", "2606:2800:220::1", "64:ff9b::a00:1", "fe80::1")]
    [True, False, True, False, False]
    """
    outer, *inner = _forms(address)
    if inner:
        return address not in _COMPATIBLE and is_public(inner[0])
    if isinstance(outer, ipaddress.IPv4Address):
        return not any(outer in block for block in _SPECIAL)
    return outer in _GLOBAL_V6 and not any(outer in block for block in _SPECIAL_V6)


def guarded_resolver(allow: tuple[str, ...]) -> AbstractResolver:
    """aiohttp's resolver, of whose addresses only those that may be connected to come out. Where none is left it raises AddressRefused."""
    from aiohttp.abc import AbstractResolver
    from aiohttp.resolver import ThreadedResolver

    allowance = parse_allowance(allow)

    class Guarded(AbstractResolver):
        def __init__(self) -> None:
            self._inner = ThreadedResolver()

        async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[ResolveResult]:
            found = await self._inner.resolve(host, port, family)
            return keep_allowed(host, port, found, allowance)

        async def close(self) -> None:
            await self._inner.close()

    return Guarded()


def keep_allowed(host: str, port: int, found: Sequence[ResolveResult], allowance: Iterable[Allowed]) -> list[ResolveResult]:
    """The addresses of a host that may be connected to. Raises AddressRefused where there are only others."""
    refused = {one["host"]: refusal(host, port, one["host"], allowance) for one in found}
    kept = [one for one in found if not refused[one["host"]]]
    if found and not kept:
        raise AddressRefused(next(iter(refused.values())))
    return kept
