"""Limits of rate: how often a thing may be done, by whom, and in how many seconds.

The numbers are in ``settings.LIMITS``; a limit that is not there is none. The counts are notes in Django's cache, so
they are right for several processes if these share a cache, and while the cache fails nothing is limited.

A span of time is counted in ten parts. What is asked for is counted first and judged afterwards, so that requests at
the same moment cannot all slip through.
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

PARTS = 10  # of a span of time
# IPv6 in brackets, with a port or without, and IPv4 with one: https://www.rfc-editor.org/rfc/rfc7239#section-6
ADDRESS_WITH_PORT = re.compile(r"\[([^\]]+)\](?::\d+)?|([\d.]+):\d+")
LONG = 64  # the first bits of an address of IPv6 that belong to one customer


class TooManyRequests(Exception):
    """A limit is reached. ``retry_after`` is in seconds."""

    def __init__(self, what: str, retry_after: int) -> None:
        """Take what there was too much of, in words, and how long to wait."""
        super().__init__(f"Too many {what}. Try again in {in_words(retry_after)}.")
        self.what = what
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Spent:
    """One use that was counted, so that it can be given back."""

    key: str
    seconds: int

    def give_back(self) -> None:
        """Take the use out of the count."""
        notes.count(self.key, self.seconds, step=-1)


def spend(name: str, who: str) -> Spent | None:
    """Count one use of the limit ``name`` by ``who``. Raise ``TooManyRequests`` for one too many.

    A use that is refused does not count, so whoever goes on asking waits no longer for it.
    """
    if name not in settings.LIMITS:
        return None
    most, span = settings.LIMITS[name]
    part = span / PARTS
    now = time.time()
    latest = int(now // part)
    owner = sha256(who.encode(errors="surrogatepass")).hexdigest()[:32]
    # One part more than there are in the span: the oldest has begun before the span did.
    keys = {number: f"limit:{name.replace(' ', '-')}:{owner}:{number}" for number in range(latest - PARTS, latest + 1)}
    spent = Spent(keys[latest], math.ceil(span + 2 * part))
    notes.count(spent.key, spent.seconds)
    counts = notes.get_many(keys.values())
    if notes.counted(counts) <= most:
        return spent
    spent.give_back()
    raise TooManyRequests(name, _wait(keys, counts, most, now, part))


def _wait(keys: dict[int, str], counts: dict[str, int], most: int, now: float, part: float) -> int:
    """Return the seconds after which enough uses are old enough for one more."""
    left = notes.counted(counts) - 1  # without the one that was refused
    end = now
    for number, key in keys.items():
        left -= counts.get(key, 0)
        end = (number + PARTS + 1) * part
        if left < most:
            break
    return max(1, math.ceil(end - now))


def address_of(request: HttpRequest) -> str:
    """Return the address of the client, or of its network where one customer has a whole network (IPv6).

    It is the connection's own, unless ``BEHIND_PROXY`` says that a proxy stands before the site: then it is the one
    that the proxy added to ``X-Forwarded-For``, the last. What stands before it may be anybody's invention. Some
    proxies add the port of the client, too, which is another one for each connection and does not count.
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
    """Return a number of seconds as people say it, rounded up from two minutes and from two hours on."""
    if seconds < 120:
        return "1 second" if seconds == 1 else f"{seconds} seconds"
    if seconds < 2 * 60 * 60:
        return f"{math.ceil(seconds / 60)} minutes"
    return f"{math.ceil(seconds / 60 / 60)} hours"
