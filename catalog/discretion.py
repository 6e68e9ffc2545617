"""Removes the site's secrets from error pages, the log and other output.

Secrets are the secret key, its fallbacks, and the passwords of the databases, the caches and the mail servers. Code
that might output one calls ``scrub``.

Text that repeats input of a client is not scrubbed: asterisks would confirm a correct guess of a secret.
"""

from __future__ import annotations

import json
import logging
import re
from base64 import b64encode
from collections.abc import Iterator
from functools import lru_cache
from html.entities import codepoint2name
from typing import Any
from urllib.parse import unquote, unquote_plus

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import InterfaceError, OperationalError
from django.utils.log import ServerFormatter as DjangoServerFormatter

STARS = "********************"  # as many as Django writes
SECRET_NAME = re.compile("PASS|PWD|SECRET|TOKEN|CREDENTIAL", re.IGNORECASE)
SETTINGS = ("SECRET_KEY", "SECRET_KEY_FALLBACKS", "DATABASES", "CACHES")
MAIL_SETTING = "MAILERS" if django.VERSION >= (6, 1) else "EMAIL_HOST_PASSWORD"
DRIVERS = {"psycopg", "redis"}  # packages whose exceptions describe a server

# All repetitions are bounded, so that the search time stays bounded for any input.
PASSWORD_IN_URL = re.compile(
    r"(?P<before>\b[a-zA-Z][a-zA-Z0-9+.-]{0,30}://[^\s/?#'\"<>:@]*:)(?P<secret>[^\s/?#'\"<>]+)(?=@)"
)
PASSWORD_IN_QUERY = re.compile(r"[?&]\w{0,30}(?:pass|secret|token)\w{0,30}=([^&#\s]+)", re.IGNORECASE)
BACKSLASHES = r"\\{0,8}"
QUOTE_IN_MARKUP = r"&(?:amp;){0,4}(?:#[xX]27|#39|#34|quot|apos);"
QUOTE = rf"{BACKSLASHES}['\"]|{QUOTE_IN_MARKUP}"

# A secret of at least this length is replaced everywhere: it does not occur by chance. A shorter one, such as "a" or
# "postgres", also occurs in words and markup, and its asterisks there would disclose it.
LONG = 16  # characters
LONG_IF_MIXED = 8  # characters, of which some are letters and some are not


def secrets() -> frozenset[str]:
    """Return the secrets in the settings; those from a URL both decoded and percent-encoded."""
    found = (secret for name in (*SETTINGS, MAIL_SETTING) for secret in _found(_setting(name), name))
    return frozenset(filter(None, found))


def scrub(text: str, *, markup: bool = False) -> str:
    """Return ``text`` with every secret, in any escaping, replaced by asterisks.

    A secret that is short or a plain word is replaced only in quotes, after ``password=``, or in a URL. In ``markup``,
    such as HTML, only escaped quotes count: the others belong to the markup.
    """
    for pattern, replacement in _patterns(secrets(), markup):
        text = pattern.sub(replacement, text)
    return PASSWORD_IN_URL.sub(rf"\g<before>{STARS}", text)


def scrub_all(value: Any) -> Any:
    """Return a copy of a JSON-compatible value or of bytes, with every string in it scrubbed."""
    match value:
        case str():
            return scrub(value)
        case bytes():
            return scrub(value.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
        case dict():
            return {scrub_all(key): scrub_all(inner) for key, inner in value.items()}
        case list() | tuple():
            return [scrub_all(inner) for inner in value]
    return value


def words_of(error: BaseException) -> str:
    """Return the message of an error, for a public page.

    Without ``DEBUG`` only messages about a server are scrubbed. Other errors, such as a KeyError, may repeat input of
    the visitor, and contain no secret.
    """
    return scrub(str(error)) if settings.DEBUG or _is_of_a_server(error) else str(error)


class Discreet:
    """A mixin for log formatters that scrubs each record with its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the scrubbed text of the next formatter in the MRO."""
        return scrub(super().format(record))


class LogFormatter(Discreet, logging.Formatter):
    """Formats the message and the traceback, in Python's default format."""


class ServerFormatter(Discreet, DjangoServerFormatter):
    """Formats the requests that ``runserver`` handles, in Django's colors."""


def _is_of_a_server(error: BaseException) -> bool:
    # Other database errors, such as IntegrityError, quote values.
    known = isinstance(error, (OperationalError, InterfaceError, OSError))
    return known or type(error).__module__.partition(".")[0] in DRIVERS


def _setting(name: str) -> Any:
    try:
        return getattr(settings, name, None)
    except ImproperlyConfigured:  # the settings are not loaded yet, or the secret key is empty
        return None


def _found(value: Any, name: str) -> Iterator[str]:
    """Yield the secrets in the value of the setting ``name``."""
    match value:
        case dict():
            for key, inner in value.items():
                yield from _found(inner, str(key))
        case list() | tuple() | set() | frozenset():
            for inner in value:
                yield from _found(inner, name)
        case bytes():
            yield from _found(value.decode("utf-8", "replace"), name)
        case str() if SECRET_NAME.search(name):
            yield value
        case str():
            for url in PASSWORD_IN_URL.finditer(value):
                yield from (url["secret"], unquote(url["secret"]))
            for parameter in PASSWORD_IN_QUERY.finditer(value):
                yield from (parameter[1], unquote_plus(parameter[1]))


@lru_cache(maxsize=8)
def _patterns(values: frozenset[str], markup: bool) -> list[tuple[re.Pattern[str], str]]:
    """Return pairs of pattern and replacement, the longest secrets first."""
    patterns = []
    for value in sorted(values, key=lambda value: (-len(value), value)):
        spelled = "".join(map(_spellings, value))
        if _is_unmistakable(value):
            patterns += [(re.compile(form), STARS) for form in (spelled, *_in_base64(value))]
        else:
            quote = QUOTE_IN_MARKUP if markup else QUOTE
            name = r"(?i:pass|pwd|secret|token)\w{0,30}\s{0,4}[=:]\s{0,4}"
            patterns += [
                (re.compile(rf"(?P<quote>{quote}){spelled}(?P=quote)"), rf"\g<quote>{STARS}\g<quote>"),
                (re.compile(rf"(?P<name>{name}){spelled}(?!\w)"), rf"\g<name>{STARS}"),
            ]
    return patterns


def _is_unmistakable(secret: str) -> bool:
    letters = sum(map(str.isalpha, secret))
    return len(secret) >= LONG or (len(secret) >= LONG_IF_MIXED and 0 < letters < len(secret))


def _spellings(character: str) -> str:
    """Return a pattern for all escapings of a character in HTML, URLs, JSON, SQL and Python, also combined."""
    if character.isascii() and character.isalnum():
        return character
    code = ord(character)
    octets = character.encode("utf-8", "surrogatepass")
    units = character.encode("utf-16-be", "surrogatepass").hex(" ", 2).split()
    entities = [f"#0{{0,4}}{code}", f"#[xX]0{{0,4}}(?i:{code:x})", codepoint2name.get(code, ""), "apos" * (code == 39)]
    ways = [
        BACKSLASHES + re.escape(character),
        BACKSLASHES + re.escape(json.dumps(character)[1:-1]),  # such as \n
        "".join(f"%(?:25){{0,4}}(?i:{octet:02x})" for octet in octets),
        "".join(rf"\\{{1,8}}x(?i:{octet:02x})" for octet in octets),
        "".join(rf"\\{{1,8}}u(?i:{unit})" for unit in units),
        rf"\\{{1,8}}U(?i:{code:08x})",
        f"{BACKSLASHES}&(?:amp;){{0,4}}(?:{'|'.join(filter(None, entities))});",
    ]
    ways += [rf"\\{{1,8}}x(?i:{code:02x})"] if code < 256 else []
    ways += [r"\+"] if character == " " else []
    # The longest first: % is a prefix of its other spellings.
    after = ""
    if character in "'\"":
        after = "{1,2}"  # SQL doubles a quote inside quotes
    elif character.isspace():
        after = rf"(?:(?:{QUOTE})\n {{0,200}}b?(?:{QUOTE}))?"  # pprint wraps long strings
    return f"(?:{'|'.join(reversed(ways))}){after}"


def _in_base64(secret: str) -> Iterator[str]:
    """Yield patterns for a secret inside base64 text, the encoding of passwords in SMTP and HTTP authentication."""
    octets = secret.encode("utf-8", "surrogatepass")
    for before in range(3):  # octets before the secret in its group of three
        written = b64encode(bytes(before) + octets).decode().rstrip("=")
        begin = (0, 2, 3)[before]  # characters that also encode preceding octets
        end = len(written) - bool((before + len(octets)) % 3)  # the last character may also encode following octets
        yield re.escape(written[begin:end]).replace(r"\+", "[+-]").replace("/", "[/_]")
