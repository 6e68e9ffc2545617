"""Every escaping of a character is found, in lower and upper case."""

from __future__ import annotations

import pytest

from catalog.discretion import STARS, scrub, scrub_all, words_of

SPELLINGS = {
    "🐉": (
        *("🐉", r"\ud83d\udc09", r"\uD83D\uDC09", r"\U0001f409", r"\U0001F409", "&#128009;", "&#x1f409;", "&#X1F409;"),
        *(
            "&amp;#128009;",
            "%f0%9f%90%89",
            "%F0%9F%90%89",
            "%25F0%259F%2590%2589",
            r"\xf0\x9f\x90\x89",
            r"\\uD83D\\uDC09",
        ),
    ),
    "é": ("é", r"\xe9", r"\xE9", r"\u00e9", r"\u00E9", "&eacute;", "&#233;", "&#0233;", "&#xE9;", "%c3%a9", "%C3%A9"),
    " ": (" ", "+", "%20", "&#32;", r"\x20", r"\u0020"),
    "'": ("'", r"\'", "''", "&#39;", "&#x27;", "&apos;", "%27", r"\u0027", r"\x27"),
    "\n": ("\n", r"\n", r"\\n", "%0A", "&#10;", r"\x0a", r"\u000A"),
}
CASES = [(character, spelled) for character, ways in SPELLINGS.items() for spelled in ways]


@pytest.mark.parametrize(("character", "spelled"), CASES, ids=[f"{ord(one):x} as {way!r}" for one, way in CASES])
def test_a_secret_is_found_however_one_of_its_characters_is_written(settings, character, spelled):
    settings.SECRET_KEY = f"Aq3xR7bM{character}9zWk"

    assert scrub(f"before Aq3xR7bM{spelled}9zWk after") == f"before {STARS} after"


@pytest.mark.parametrize(
    ("secret", "long_enough"),
    [
        ("abcdefghijklmno", False),
        ("abcdefghijklmnop", True),
        ("1234567890123456", True),
        ("abcdef1", False),
        ("abcdefg1", True),
        ("12345678", False),
        ("1234567a", True),
    ],
)
def test_a_secret_is_replaced_anywhere_from_sixteen_characters_or_eight_mixed_ones_on(settings, secret, long_enough):
    settings.SECRET_KEY = secret

    assert scrub(f"x{secret}x") == (f"x{STARS}x" if long_enough else f"x{secret}x")


def test_what_holds_no_secret_stays_as_it_is_whatever_it_is(settings):
    settings.SECRET_KEY = "Aq3xR7bM-9zWk"
    value = {"text": "plum", "octets": b"pl\xffum", "list": [1, 2.5, True, None], "deeper": {"7": ["x"]}}

    assert scrub_all(value) == value
    assert scrub_all({"octets": b"\xffAq3xR7bM-9zWk"}) == {"octets": b"\xff" + STARS.encode()}


@pytest.mark.parametrize(
    ("module", "scrubbed"), [("psycopg.errors", True), ("redis.exceptions", True), ("redistricting", False)]
)
def test_what_a_driver_says_of_its_server_is_scrubbed_for_strangers_too(settings, module, scrubbed):
    settings.SECRET_KEY, settings.DEBUG = "Aq3xR7bM-9zWk", False
    error = type("Failure", (Exception,), {"__module__": module})("no Aq3xR7bM-9zWk here")

    assert words_of(error) == ("no ******************** here" if scrubbed else "no Aq3xR7bM-9zWk here")
