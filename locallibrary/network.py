"""The private addresses of this machine, which other machines of the room can connect to.

Python's standard library has no function for this, so several sources are combined. None sends a packet.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import struct
import sys
from collections.abc import Iterator

from locallibrary.unsafe import is_local

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

# Any public address: connect() of a UDP socket looks up the route, and sends no packet.
FAR_AWAY = ("8.8.8.8", 9)
# "Give the IPv4 address of an interface", see netdevice(7) on Linux and netintro(4) on macOS.
SIOCGIFADDR = {"linux": 0x8915, "darwin": 0xC0206921}
ADDRESS_IN_ANSWER = slice(20, 24)  # of struct ifreq: 16 bytes of name, then family and port, then the address
LENGTH_OF_IFREQ = 256  # bytes; more than any system needs


class AddressRefused(ValueError):
    """A class room cannot be served on the address. The message has advice."""


def private_addresses() -> list[str]:
    """Return the private IPv4 addresses of this machine, the one of the default route first, without loopback."""
    found = dict.fromkeys([*_by_route(), *_by_interface(), *_by_name()])  # each once, in this order
    return [address for address in found if is_private(address)]


def is_private(address: str) -> bool:
    """Return whether ``address`` is a private IPv4 address. Loopback is not."""
    try:
        found = ipaddress.IPv4Address(address)
    except ValueError:
        return False
    nobodys = found.is_loopback or found.is_unspecified or found.is_multicast or found.is_reserved
    return not nobodys and is_local(address, or_private=True)


def check_address(address: str) -> str:
    """Return ``address`` if a class room may be served on it: a private IPv4 address, or loopback to try it out.

    Raise ``AddressRefused`` for any other.
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        raise AddressRefused(f"{address} is not an IP address. Write one such as 192.168.1.20.") from None
    if found.version == 6:
        raise AddressRefused(f"{address} is an IPv6 address. Choose an IPv4 address, such as 192.168.1.20.")
    if found.is_unspecified:
        raise AddressRefused(
            f"{address} means every network of this machine, public ones too. Choose one address of this machine."
        )
    if not found.is_loopback and not is_private(address):
        raise AddressRefused(
            f"{address} is not a private address. A class room has no HTTPS, so it is not served to the Internet. "
            "Choose an address such as 192.168.1.20."
        )
    return str(found)


def _by_route() -> Iterator[str]:
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(FAR_AWAY)
        yield probe.getsockname()[0]


def _by_interface() -> Iterator[str]:
    """Yield the address of each network interface, on Linux and macOS."""
    request = SIOCGIFADDR.get(sys.platform)
    if fcntl is None or request is None:
        return
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        for _, name in socket.if_nameindex():
            with contextlib.suppress(OSError):  # an interface without an address
                answer = fcntl.ioctl(asked, request, struct.pack(f"{LENGTH_OF_IFREQ}s", name.encode()[:15]))
                yield socket.inet_ntoa(answer[ADDRESS_IN_ANSWER])


def _by_name() -> Iterator[str]:
    """Yield the addresses of the host name of this machine; on Windows these are all addresses."""
    with contextlib.suppress(OSError):
        for *_, (address, _port) in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET, socket.SOCK_STREAM):
            yield address
