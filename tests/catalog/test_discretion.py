"""Secrets are found in any text, without false positives."""

from __future__ import annotations

import base64
import html
import json
import logging
import sys
from pprint import pformat
from urllib.parse import quote, quote_plus

import django
import pytest
from django.db import IntegrityError, OperationalError
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from catalog.discretion import STARS, LogFormatter, ServerFormatter, scrub, scrub_all, secrets, words_of
from tests.markers import SECRETS, leaks

WRITERS = {
    "as it is": str,
    "Python": repr,
    "Python in ASCII": ascii,
    "bytes in Python": lambda text: repr(text.encode()),
    "Python in Python": lambda text: repr(repr(text)),
    "Python on several lines": lambda text: pformat(text, width=20),
    "JSON": json.dumps,
    "JSON in Unicode": lambda text: json.dumps(text, ensure_ascii=False),
    "HTML": html.escape,
    "Python in HTML": lambda text: html.escape(repr(text)),
    "JSON in HTML": lambda text: html.escape(json.dumps(text)),
    "HTML in HTML": lambda text: html.escape(html.escape(text)),
    "a path": quote,
    "a part of a URL": lambda text: quote(text, safe=""),
    "a form": quote_plus,
    "a URL in a URL": lambda text: quote(quote(text)),
    "SQL": lambda text: text.replace("'", "''"),
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64 after a name": lambda text: base64.b64encode(f"\0ann\0{text}".encode()).decode(),
    "base64 before more": lambda text: base64.b64encode(f"x{text} and more".encode()).decode(),
}


@pytest.fixture
def database_password(settings, monkeypatch):
    """A function that sets the password of the database."""

    def set_it(password: str) -> None:
        monkeypatch.setitem(settings.DATABASES["default"], "PASSWORD", password)

    return set_it


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS.keys())
@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_is_found_however_it_is_written(settings, name, write):
    settings.SECRET_KEY = SECRETS[name]

    scrubbed = scrub(f"before {write(SECRETS[name])} after")

    assert STARS in scrubbed
    assert leaks(scrubbed) == set()
    assert scrubbed.startswith("before ")
    assert scrubbed.endswith(" after")


@given(st.text(st.characters(codec="utf-8"), min_size=16, max_size=40), st.sampled_from([*WRITERS.values()]))
def test_a_secret_of_any_characters_is_found(secret, write):
    with override_settings(SECRET_KEY=secret):
        scrubbed = scrub(f"before {write(secret)} after")

    assert STARS in scrubbed
    assert len(scrubbed) <= len(f"before  {STARS} after") + 20, "what is left stood around it"


@pytest.mark.parametrize(
    "setting",
    [
        {"PASSWORD": "Longer-than-16-characters"},
        {"OPTIONS": {"password": "Longer-than-16-characters"}},
        {"LOCATION": "redis://:Longer-than-16-characters@localhost:6379/0"},
        {"LOCATION": ["redis://localhost", "rediss://reader:Longer%2Dthan-16-characters@localhost"]},
        {"LOCATION": "redis://localhost;redis://ann:Longer-than-16-characters@localhost"},
        {"LOCATION": "redis://localhost:6379/0?password=Longer-than-16-characters"},
    ],
)
def test_a_password_is_known_wherever_the_settings_hold_it(settings, setting):
    settings.CACHES = {"default": settings.CACHES["default"], "other": {"BACKEND": "some.Cache"} | setting}

    assert "Longer-than-16-characters" in secrets()


def test_keys_and_the_password_for_mail_are_known(settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = SECRETS["key"], [SECRETS["fallback"]]
    if django.VERSION >= (6, 1):
        settings.MAILERS = {"default": {"BACKEND": "x", "OPTIONS": {"password": SECRETS["mail"]}}}
    else:
        settings.EMAIL_HOST_PASSWORD = SECRETS["mail"]

    assert {SECRETS["key"], SECRETS["fallback"], SECRETS["mail"]} <= secrets()


def test_a_password_in_a_url_needs_not_be_known():
    text = "from https://ann:unknown@example.org/a to postgresql://user@host/b and redis://:x@host"

    assert scrub(text) == (
        f"from https://ann:{STARS}@example.org/a to postgresql://user@host/b and redis://:{STARS}@host"
    )


@pytest.mark.parametrize("password", ["a", "postgres", "x1", "&", "locallibrary"])
class TestShortSecrets:
    def test_other_words_stay_whole(self, database_password, password):
        database_password(password)
        text = 'postgresql and postgres: <a class="a">a cat, locallibrary.settings</a> can\'t x12'

        assert scrub(text, markup=True) == text

    @pytest.mark.parametrize("name", ["password=", "PASSWORD: ", "sslpassword = "])
    def test_it_is_found_after_a_name(self, database_password, name, password):
        database_password(password)

        assert scrub(f"host=h {name}{password} user=u") == f"host=h {name}{STARS} user=u"

    @pytest.mark.parametrize("write", [repr, json.dumps, lambda text: repr(text.encode())])
    def test_it_is_found_in_quotes(self, database_password, write, password):
        database_password(password)

        assert scrub(f"({write('u')}, {write(password)})") == f"({write('u')}, {write(STARS)})"
        escaped = html.escape(f"({write('u')}, {write(password)})")
        assert scrub(escaped, markup=True) == html.escape(f"({write('u')}, {write(STARS)})")


def test_what_json_may_hold_is_scrubbed_through_and_through(settings):
    settings.SECRET_KEY = key = SECRETS["key"]
    value = {key: [key, {"octets": key.encode()}], "tuple": (key, 1, None, True)}

    scrubbed = scrub_all(value)

    assert leaks(repr(scrubbed)) == set()
    assert scrubbed["tuple"] == [STARS, 1, None, True]


@pytest.mark.parametrize(
    "text", ["\\" * 200_000, "a://" * 50_000, "&amp;" * 50_000, "%25" * 50_000, "a." * 100_000, "password=" * 20_000]
)
def test_no_text_takes_long_to_search(settings, database_password, text):
    settings.SECRET_KEY = "\\" + SECRETS["key"]
    database_password("\\a")

    assert scrub(text) == text


class TestErrors:
    @pytest.mark.parametrize("kind", [OperationalError, OSError, ConnectionError, TimeoutError])
    def test_what_is_said_of_a_server_is_scrubbed(self, settings, kind):
        settings.SECRET_KEY = SECRETS["key"]

        assert words_of(kind(f"no {SECRETS['key']} here")) == f"no {STARS} here"

    @pytest.mark.parametrize("kind", [ValueError, IntegrityError])
    def test_a_guess_that_a_visitor_sends_comes_back_as_it_is(self, settings, kind):
        settings.SECRET_KEY = SECRETS["key"]

        assert words_of(kind(f"no {SECRETS['key']} here")) == f"no {SECRETS['key']} here"

    def test_a_developer_is_told_no_secret_by_any_error(self, settings):
        settings.SECRET_KEY, settings.DEBUG = SECRETS["key"], True

        assert words_of(ValueError(SECRETS["key"])) == STARS


@pytest.mark.parametrize("formatter", [LogFormatter(), ServerFormatter()])
def test_a_line_of_the_log_is_scrubbed_with_its_traceback(settings, formatter):
    settings.SECRET_KEY = key = SECRETS["key"]
    try:
        raise ValueError(key)
    except ValueError:
        record = logging.LogRecord(
            "library", logging.ERROR, __file__, 1, "%s and %r", (key, {"k": key}), sys.exc_info()
        )

    line = formatter.format(record)

    assert line.startswith(f"{STARS} and {{'k': '{STARS}'}}\nTraceback")
    assert line.endswith(f"ValueError: {STARS}")


def test_every_line_of_the_log_goes_through_such_a_formatter(settings):
    config = settings.LOGGING
    named = {name for logger in (*config["loggers"].values(), config["root"]) for name in logger.get("handlers", [])}
    classes = {config["formatters"][config["handlers"][name]["formatter"]]["()"] for name in named}

    assert classes == {"catalog.discretion.LogFormatter", "catalog.discretion.ServerFormatter"}
    assert "handlers" not in config["loggers"]["django"], "Django's own, which would write the line once more"
