"""The stored text of a reader's session is invalid: damaged, truncated, or signed with other contents."""

from __future__ import annotations

import zlib
from base64 import urlsafe_b64encode
from collections.abc import Callable

import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core import signing

from tests.project.faults import pages
from tests.selection import first_are_quick
from tests.sessions import key_of

pytestmark = pytest.mark.django_db


def signed(store: SessionBase, payload: bytes | str) -> str:
    """Return ``payload`` with a valid signature."""
    text = payload if isinstance(payload, str) else urlsafe_b64encode(payload).decode().strip("=")
    return signing.TimestampSigner(salt=store.key_salt).sign(text)


KINDS: dict[str, Callable[[str, SessionBase], str]] = {
    "not base64": lambda text, store: "*" * 40,
    "not ASCII": lambda text, store: "Bücher",
    "cut off": lambda text, store: text[: len(text) // 2],
    "a changed letter": lambda text, store: f"{text[:-1]}{'a' if text[-1] != 'a' else 'b'}",
    "signed, compressed nonsense": lambda text, store: signed(store, f".{urlsafe_b64encode(b'nonsense').decode()}"),
    "signed, no JSON": lambda text, store: signed(store, b"{not json"),
    "signed, compressed, no JSON": lambda text, store: signed(
        store, f".{urlsafe_b64encode(zlib.compress(b'{')).decode().strip('=')}"
    ),
    "signed, a list": lambda text, store: signed(store, b"[1, 2]"),
    "signed, nothing at all": lambda text, store: signed(store, b"null"),
}


@pytest.fixture(params=first_are_quick(KINDS, 2))
def ann(request, texts):
    """A reader whose stored text was replaced."""
    client = pages.reader()
    key = key_of(client)
    texts.write(key, KINDS[request.param](texts.read(key), texts.store))
    return client


@pytest.mark.parametrize(
    "path", [pages.BOOKS, pages.LIST, pages.INSPECTOR, pages.PANEL, pages.LESSON, pages.REFERENCE, pages.LOG_IN]
)
def test_a_page_that_only_reads_opens_and_leaves_the_text_and_the_cookie_alone(ann, texts, caplog, path):
    key, before = key_of(ann), texts.read(key_of(ann))
    caplog.clear()

    response = ann.get(path)

    assert response.status_code == 200
    assert settings.SESSION_COOKIE_NAME not in response.cookies
    assert texts.read(key) == before
    assert all(line.startswith("Session data corrupted") for line in pages.lines(caplog))


def test_a_page_says_that_the_session_cannot_be_read_and_the_log_has_one_line(ann, caplog):
    caplog.clear()

    assert "Your stored session cannot be read" in pages.words_of(ann.get(pages.LIST))

    assert len(pages.lines(caplog)) == 1
    assert pages.lines(caplog)[0].startswith("Session data corrupted")


@pytest.mark.parametrize("path", [pages.INSPECTOR, pages.PANEL])
def test_the_panel_says_more_than_empty(ann, path):
    words = pages.words_of(ann.get(path)) if path == pages.INSPECTOR else ann.get(path).content.decode()

    assert "What is stored cannot be read" in words
    assert "Empty." not in words
    assert ann.get(pages.INSPECTOR, headers=pages.JSON).json()["unreadable"]


def test_a_page_that_stores_something_begins_anew_and_does_not_overwrite_the_text(ann, texts):
    key, before = key_of(ann), texts.read(key_of(ann))

    response = ann.get(pages.HOME)

    assert response.status_code == 200
    assert key_of(ann) != key
    assert ann.session["num_visits"] == 1
    assert texts.read(key) == before


def test_an_operation_of_the_course_does_what_django_does_and_overwrites_the_text(ann, texts):
    key, before = key_of(ann), texts.read(key_of(ann))

    exchange = ann.post(pages.RUN, {"key": "color", "value": "plum"}, headers=pages.JSON)

    assert exchange.status_code == 200
    assert exchange.json()["stored"] == {"color": "plum"}
    assert texts.read(key) != before


def test_whoever_was_logged_in_can_log_in_again(ann):
    assert ann.get(pages.MINE).status_code == 302

    assert ann.post(pages.LOG_IN, {"username": "ann", "password": pages.PASSWORD}).status_code == 302
    assert ann.get(pages.MINE).status_code == 200


def test_a_text_that_is_whole_again_opens_the_session_again(texts):
    ann = pages.reader()
    key, good = key_of(ann), texts.read(key_of(ann))
    texts.write(key, good[:-1])
    assert not pages.cookies_touched(ann.get(pages.LIST))

    texts.write(key, good)

    assert ann.get(pages.MINE).status_code == 200
    assert ann.session["num_visits"] == 2
