"""A secret in base64 is replaced completely, at every offset in a group of three octets."""

from __future__ import annotations

import base64

import pytest

from catalog.discretion import STARS, scrub

KEY = "Aq3~xR/7?bM>zW+k9Lt_0pYv8fJd5GhC2sN6uEi1oQwXyZ-4TrBa"


@pytest.mark.parametrize("write", [base64.b64encode, base64.urlsafe_b64encode], ids=["plain", "for URLs"])
@pytest.mark.parametrize("before", range(4))
@pytest.mark.parametrize("length", [48, 49, 50])
def test_all_that_tells_of_the_secret_alone_is_replaced(settings, write, before, length):
    """A base64 character has six bits, so one at the edge may also encode bits of adjacent octets."""
    settings.SECRET_KEY = KEY[:length]
    text = write(b"x" * before + settings.SECRET_KEY.encode() + b"yyy").decode()
    inside = range(8 * before, 8 * (before + length))
    alone = [place for place in range(len(text)) if 6 * place in inside and 6 * place + 5 in inside]

    assert scrub(text) == text[: alone[0]] + STARS + text[alone[-1] + 1 :]
