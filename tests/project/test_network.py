"""The choice of this machine's address for a class."""

from __future__ import annotations

import pytest

from locallibrary import network
from locallibrary.network import AddressRefused, check_address, is_private, private_addresses


@pytest.fixture
def sources(monkeypatch):
    """A function that replaces the three sources: default route, interfaces, host name."""

    def say(route: list[str], interfaces: list[str], name: list[str]) -> None:
        for source, found in {"route": route, "interface": interfaces, "name": name}.items():
            monkeypatch.setattr(network, f"_by_{source}", lambda found=found: iter(found))

    return say


@pytest.mark.parametrize(
    ("route", "interfaces", "name", "found"),
    [
        (["192.168.1.20"], ["127.0.0.1", "10.8.0.2", "192.168.1.20"], ["127.0.1.1"], ["192.168.1.20", "10.8.0.2"]),
        ([], ["127.0.0.1", "172.16.0.9"], [], ["172.16.0.9"]),  # a room without the Internet
        (["203.0.114.7"], ["127.0.0.1", "203.0.114.7"], ["203.0.114.7"], []),  # a public address
        (["192.168.1.20"], [], ["192.168.1.20", "192.168.56.1"], ["192.168.1.20", "192.168.56.1"]),  # Windows
        (["169.254.3.4"], [], [], ["169.254.3.4"]),  # two machines and a cable
        ([], [], [], []),
    ],
)
def test_private_addresses_are_found_the_default_route_first(sources, route, interfaces, name, found):
    sources(route, interfaces, name)

    assert private_addresses() == found


def test_the_system_is_asked_without_an_error():
    assert all(map(is_private, private_addresses()))
    assert len(set(private_addresses())) == len(private_addresses())


@pytest.mark.skipif(network.fcntl is None, reason="Windows does not tell the addresses of its interfaces")
def test_interfaces_tell_their_addresses():
    assert "127.0.0.1" in list(network._by_interface())


@pytest.mark.parametrize("address", ["10.0.0.1", "172.16.0.1", "172.31.255.1", "192.168.178.123", "127.0.0.1"])
def test_an_address_of_a_room_is_accepted(address):
    assert check_address(address) == address


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("8.8.8.8", "not a private address"),
        ("172.32.0.1", "not a private address"),
        ("224.0.0.1", "not a private address"),
        ("255.255.255.255", "not a private address"),
        ("0.0.0.0", "means every network"),
        ("::1", "is an IPv6 address"),
        ("fd00::2", "is an IPv6 address"),
        ("library.example.org", "is not an IP address"),
        ("192.168.1", "is not an IP address"),
        ("*", "is not an IP address"),
        ("", "is not an IP address"),
    ],
)
def test_any_other_gets_a_sentence(address, words):
    with pytest.raises(AddressRefused) as refusal:
        check_address(address)

    assert words in str(refusal.value)
