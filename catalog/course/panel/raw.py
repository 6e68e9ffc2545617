"""The stored text of a session, taken apart without the secret key.

The text is signed, not encrypted: ``payload:time:signature``. The payload is JSON in URL-safe Base64, compressed
with zlib first if it begins with a dot. Whoever can read it can read the session; the secret key is only needed to
change it. https://docs.djangoproject.com/en/5.2/topics/signing/#protecting-complex-data-structures
"""

from __future__ import annotations

import json
import zlib
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.signing import b62_decode

from catalog.course.exchange.text import indented

MAX_LENGTH = 2_000_000  # bytes of JSON, more than a session of this site can have; zipped, a small payload can be huge
LONGEST_TIME = 11  # characters, enough for 64 bits


@dataclass(frozen=True, slots=True)
class RawText:
    """The three parts of a stored text, and what the first two say; ``decoded`` is ``None`` for any other text."""

    payload: str
    time: str = ""
    signature: str = ""
    decoded: str | None = None
    signed_at: datetime | None = None
    compressed: bool = False


def take_apart(text: str) -> RawText:
    """Return the parts of a stored session text, decoded without any key."""
    payload, _, rest = text.partition(":")
    time, _, signature = rest.partition(":")
    try:
        decoded = indented(json.loads(_unpack(payload)))
        signed_at = _moment(time)
    except (ValueError, OverflowError, OSError, RecursionError, zlib.error):
        return RawText(text)
    return RawText(payload, time, signature, decoded, signed_at, payload.startswith("."))


def _unpack(payload: str) -> bytes:
    data = payload.removeprefix(".")
    packed = urlsafe_b64decode(data + "=" * (-len(data) % 4))
    return zlib.decompressobj().decompress(packed, MAX_LENGTH) if payload.startswith(".") else packed


def _moment(time: str) -> datetime:
    if not 0 < len(time) <= LONGEST_TIME:
        raise ValueError("no time")
    return datetime.fromtimestamp(b62_decode(time), tz=UTC)
