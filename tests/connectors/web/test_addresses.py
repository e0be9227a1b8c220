"""Whom the client connects to: every spelling of an address that isn't public is refused, and the operator may allow it."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.web.addresses import AddressRefused, is_public, keep_allowed, parse_allowance, refusal

PRIVATE = (
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.168.1.1",
    "198.18.0.1", "224.0.0.1", "239.255.255.255", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::93.184.216.34",
    "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1", "2001::1", "2001:db8::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
    "100::1", "5f00::1", "3fff::1", "4000::1",
)  # fmt: skip
PUBLIC = ("93.184.216.34", "1.1.1.1", "172.32.0.1", "2606:2800:220:1::1", "2a00:1450::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822", "2002:5db8:d822::1")


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_public_is_refused_by_name_and_as_literal(address: str) -> None:
    assert "no public address" in refusal("ledger.example", 443, address)
    assert "no public address" in refusal(address, 80)
    assert "no public address" in refusal(f"[{address}]", 8080)


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_is_not(address: str) -> None:
    assert refusal("ledger.example", 443, address) == refusal(address, 80) == ""


@pytest.mark.parametrize(("port", "fine"), [(80, True), (443, True), (1024, True), (8080, True), (65535, True), (21, False), (22, False), (25, False), (1023, False)])
def test_ports(port: int, fine: bool) -> None:
    assert (refusal("ledger.example", port, "93.184.216.34") == "") == fine


@pytest.mark.parametrize(
    ("allow", "host", "port", "address", "fine"),
    [
        ("10.1.2.3:8080", "10.1.2.3", 443, "", False),
        ("10.1.2.3:8080", "10.1.2.3", 8080, "", True),
        ("10.1.0.0/16:88", "feeds.lan.example", 88, "", True),
        ("10.1.0.0/16:88", "feeds.lan.example", 443, "10.1.2.3", False),
        ("feeds.lan.example:8080", "feeds.lan.example", 443, "10.1.2.3", False),
        ("localhost", "LOCALHOST.", 8080, "", True),
        ("localhost", "x.localhost", 8080, "", False),
        ("127.0.0.1", "localhost", 8080, "127.0.0.1", True),
        ("10.1.0.0/16", "feeds.lan.example", 443, "10.1.2.3", True),
        ("10.1.0.0/16", "feeds.lan.example", 443, "::ffff:10.1.2.3", True),
        ("10.1.0.0/16", "feeds.lan.example", 443, "10.2.0.1", False),
        ("127.0.0.1", "127.0.0.1", 8080, "", True),
        ("127.0.0.1", "127.0.0.2", 8080, "", False),
        ("fd00::/8", "feeds.lan.example", 443, "fd12::1", True),
        ("feeds.lan.example", "feeds.lan.example", 443, "10.1.2.3", True),
        ("feeds.lan.example", "evil.example", 443, "10.1.2.3", False),
        ("feeds.lan.example", "x.feeds.lan.example", 443, "10.1.2.3", False),
        ("*.lan.example", "feeds.lan.example", 443, "10.1.2.3", True),
        ("*.lan.example", "lan.example", 443, "10.1.2.3", False),
        ("*.lan.example", "evil-lan.example", 443, "10.1.2.3", False),
        ("feeds.lan.example", "feeds.lan.example", 88, "10.1.2.3", False),
        ("feeds.lan.example:88", "feeds.lan.example", 88, "10.1.2.3", True),
        ("10.0.0.0/8:88", "feeds.lan.example", 88, "10.1.2.3", True),
        ("[::1]:88", "[::1]", 88, "", True),
        ("ledger.example:81", "ledger.example", 81, "93.184.216.34", True),
        ("ledger.example:81", "quay.example", 81, "93.184.216.34", False),
    ],
)
def test_what_an_operator_allows(allow: str, host: str, port: int, address: str, fine: bool) -> None:
    assert (refusal(host, port, address, parse_allowance((allow,))) == "") == fine


@pytest.mark.parametrize("allow", ["", "no host", "10.0.0.0/33", "lan.example/24", "lan.example:0", "lan.example:70000", "http://lan.example/"])
def test_what_can_not_be_meant_is_told(allow: str) -> None:
    with pytest.raises(ValueError, match="give feeds|no port"):
        parse_allowance((allow,))


def test_of_several_addresses_the_allowed_ones_are_left() -> None:
    def result(address: str) -> dict[str, object]:
        return {"hostname": "ledger.example", "host": address, "port": 443, "family": 2, "proto": 6, "flags": 0}

    kept = keep_allowed("ledger.example", 443, [result("10.0.0.1"), result("93.184.216.34")], ())  # type: ignore[list-item]
    assert [one["host"] for one in kept] == ["93.184.216.34"]
    with pytest.raises(AddressRefused, match="10.0.0.1 is no public address"):
        keep_allowed("ledger.example", 443, [result("10.0.0.1")], ())  # type: ignore[list-item]


@given(st.ip_addresses(v=4))
def test_an_address_is_as_public_as_what_it_carries(address: ipaddress.IPv4Address) -> None:
    number, public = int(address), is_public(address)
    assert is_public(ipaddress.IPv6Address(0xFFFF << 32 | number)) == public
    assert is_public(ipaddress.IPv6Address(0x64FF9B << 96 | number)) == public
    assert is_public(ipaddress.IPv6Address(0x2002 << 112 | number << 80)) == public
    if public:
        assert not address.is_private and not address.is_multicast and not address.is_reserved


@given(st.ip_addresses(v=6))
def test_no_special_address_is_public(address: ipaddress.IPv6Address) -> None:
    if is_public(address):
        assert not (address.is_private and address.ipv4_mapped is None) and not address.is_multicast and not address.is_link_local and not address.is_site_local
