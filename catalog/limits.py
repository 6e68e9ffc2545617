"""Rate limits: how many uses a client or an account has in a number of seconds.

The numbers are in ``settings.LIMITS``; a name that is missing there has no limit. The counts are in Django's cache.
Processes that share a cache share the counts. While the cache fails, nothing is limited.

The window slides in steps of a tenth. A use is counted first and checked afterwards, so that concurrent requests
cannot exceed the limit.
"""

from __future__ import annotations

import ipaddress
import math
import re
import time
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest

from catalog import notes

PARTS = 10  # of a window
# IPv6 in brackets, with a port or without, and IPv4 with one: https://www.rfc-editor.org/rfc/rfc7239#section-6
ADDRESS_WITH_PORT = re.compile(r"\[([^\]]+)\](?::\d+)?|([\d.]+):\d+")
LONG = 64  # bits of the IPv6 prefix that one customer gets


class TooManyRequests(Exception):
    """A rate limit is reached. ``retry_after`` is in seconds."""

    def __init__(self, what: str, retry_after: int) -> None:
        """Take the name of the limit, and the seconds to wait."""
        super().__init__(f"Too many {what}. Try again in {in_words(retry_after)}.")
        self.what = what
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Spent:
    """A counted use, which can be undone."""

    key: str
    seconds: int

    def give_back(self) -> None:
        """Subtract the use from the count."""
        notes.count(self.key, self.seconds, step=-1)


def spend(name: str, who: str) -> Spent | None:
    """Count one use of the limit ``name`` by ``who``. Raise ``TooManyRequests`` if the limit is exceeded.

    A refused use is not counted, so repeated attempts do not extend the wait.
    """
    if name not in settings.LIMITS:
        return None
    most, span = settings.LIMITS[name]
    part = span / PARTS
    now = time.time()
    latest = int(now // part)
    owner = sha256(who.encode(errors="surrogatepass")).hexdigest()[:32]
    # One part more than the window has: the oldest part began before the window.
    keys = {number: f"limit:{name.replace(' ', '-')}:{owner}:{number}" for number in range(latest - PARTS, latest + 1)}
    spent = Spent(keys[latest], math.ceil(span + 2 * part))
    notes.count(spent.key, spent.seconds)
    counts = notes.get_many(keys.values())
    if notes.counted(counts) <= most:
        return spent
    spent.give_back()
    raise TooManyRequests(name, _wait(keys, counts, most, now, part))


def _wait(keys: dict[int, str], counts: dict[str, int], most: int, now: float, part: float) -> int:
    """Return the seconds until one more use is within the limit."""
    left = notes.counted(counts) - 1  # without the one that was refused
    end = now
    for number, key in keys.items():
        left -= counts.get(key, 0)
        end = (number + PARTS + 1) * part
        if left < most:
            break
    return max(1, math.ceil(end - now))


def address_of(request: HttpRequest) -> str:
    """Return the IP address of the client; for IPv6 the address of its /64 network, which one customer has.

    This is the address of the connection. With ``BEHIND_PROXY`` it is the last one in ``X-Forwarded-For``, which the
    proxy appended; clients can forge the others. Some proxies append the port of the client, too. The port is
    removed, because it differs between connections.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or address
        if with_port := ADDRESS_WITH_PORT.fullmatch(address):
            address = with_port[1] or with_port[2]
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, LONG), strict=False))
    return str(found)


def in_words(seconds: int) -> str:
    """Return a number of seconds in words, rounded up: to minutes from two minutes on, to hours from two hours on."""
    if seconds < 120:
        return "1 second" if seconds == 1 else f"{seconds} seconds"
    if seconds < 2 * 60 * 60:
        return f"{math.ceil(seconds / 60)} minutes"
    return f"{math.ceil(seconds / 60 / 60)} hours"
