"""The sources of this machine's addresses, as far as they are the same on all systems."""

from __future__ import annotations

import runpy
import socket
import sys
from ipaddress import IPv4Address
from types import SimpleNamespace

import pytest

from locallibrary import network, unsafe
from locallibrary.environment import Environment
from locallibrary.unsafe import is_local


def test_the_default_route_has_an_address_or_there_is_none():
    for address in network._by_route():
        assert not IPv4Address(address).is_unspecified


def test_a_machine_without_a_network_has_no_route(monkeypatch):
    class Unconnected(socket.socket):
        def connect(self, address: tuple[str, int]) -> None:
            raise OSError("Network is unreachable")

    monkeypatch.setattr(network.socket, "socket", Unconnected)

    assert list(network._by_route()) == []


def test_a_name_that_nobody_knows_has_no_address(monkeypatch):
    def refuse(*args: object) -> list:
        raise socket.gaierror("Name or service not known")

    monkeypatch.setattr(network.socket, "getaddrinfo", refuse)

    assert list(network._by_name()) == []


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0", "224.0.0.1", "240.0.0.1", "8.8.8.8", "", "a", "fd00::1"])
def test_what_no_machine_of_a_private_network_has_is_no_private_address(address):
    assert not network.is_private(address)


@pytest.mark.parametrize(
    ("host", "local", "private"),
    [
        ("localhost", True, True),
        ("127.0.0.1", True, True),
        ("[::1]", True, True),
        ("192.168.1.20", False, True),
        ("169.254.3.4", False, True),
        ("[fe80::1]", False, True),
        ("8.8.8.8", False, False),
        ("library.example.org", False, False),
    ],
)
def test_this_machine_is_told_from_its_network_and_that_from_the_internet(host, local, private):
    assert (is_local(host), is_local(host, or_private=True)) == (local, private)


def test_windows_has_no_rights_that_everybody_could_have(production, tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data").chmod(0o777)
    monkeypatch.setattr(unsafe, "os", SimpleNamespace(name="nt"))

    assert not Environment.read(production | {"DATA_DIR": str(tmp_path / "data")}, tmp_path).debug


def test_a_system_without_fcntl_tells_no_addresses_of_its_interfaces(monkeypatch):
    monkeypatch.setitem(sys.modules, "fcntl", None)  # as on Windows: the import raises ImportError

    module = runpy.run_path(network.__file__)

    assert list(module["_by_interface"]()) == []


def test_a_system_whose_request_is_not_known_tells_none_either(monkeypatch):
    monkeypatch.setattr(network.sys, "platform", "freebsd14")

    assert list(network._by_interface()) == []
