"""The stored text, taken apart without the secret key."""

from __future__ import annotations

import base64
import json
import time
import tracemalloc
import zlib
from datetime import UTC, datetime

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.backends.signed_cookies import SessionStore as CookieStore
from django.core import signing
from hypothesis import example, given
from hypothesis import strategies as st

from catalog.course.panel.raw import MAX_LENGTH, take_apart
from catalog.own_entries import ENTRY_LIMIT, NAME_LENGTH, VALUE_LENGTH
from tests.sessions import json_values, texts

sessions = st.dictionaries(texts, json_values)


def same(one: object, other: object) -> bool:
    """Compare as JSON does, where NaN is NaN."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def packed(data: bytes, *, compress: bool = False) -> str:
    """Return a stored text with any bytes for a payload, and a signature that nobody made."""
    body = base64.urlsafe_b64encode(zlib.compress(data, 9) if compress else data).rstrip(b"=").decode()
    return f"{'.' if compress else ''}{body}:1abcde:signature"


@given(data=sessions)
def test_what_django_encodes_is_decoded(data):
    text = SessionStore().encode(data)

    parts = take_apart(text)

    assert same(json.loads(parts.decoded), data)
    assert f"{parts.payload}:{parts.time}:{parts.signature}" == text
    assert parts.compressed is text.startswith(".")


@pytest.mark.parametrize(("data", "compressed"), [({"a": 1}, False), ({"a": "x" * 500}, True)])
def test_compressed_or_not(data, compressed):
    parts = take_apart(SessionStore().encode(data))

    assert parts.compressed is compressed
    assert json.loads(parts.decoded) == data


def test_no_secret_key_is_needed_to_read(settings):
    text = SessionStore().encode({"color": "blue"})

    settings.SECRET_KEY = "another key altogether"

    assert SessionStore().decode(text) == {}
    assert json.loads(take_apart(text).decoded) == {"color": "blue"}


def test_a_session_in_a_cookie_is_read_in_the_same_way():
    store = CookieStore()
    store["color"] = "blue"

    assert json.loads(take_apart(store._get_session_key()).decoded) == {"color": "blue"}


def test_the_time_is_that_of_the_signature():
    signed_at = take_apart(SessionStore().encode({})).signed_at

    assert abs((datetime.now(UTC) - signed_at).total_seconds()) < 5


def test_the_fullest_session_that_a_visitor_can_have_is_decoded():
    data = {f"{number:02}" + "🔑" * (NAME_LENGTH - 2): "🔑" * VALUE_LENGTH for number in range(ENTRY_LIMIT)}

    assert json.loads(take_apart(SessionStore().encode(data)).decoded) == data


@given(text=texts | st.text(alphabet=":.-_=eyJ0aW1l\x00é", max_size=40) | st.binary().map(packed))
@example("")
@example(":")
@example("e30")
@example("e30:")
@example("e30:-:")
@example("e30:é:x")
@example("e30:" + "z" * 100_000)
@example(".e30:1abcde:x")
def test_garbage_is_shown_as_it_is_and_never_raises(text):
    parts = take_apart(text)

    assert parts.decoded is not None or (parts.payload, parts.time, parts.signature) == (text, "", "")


@given(data=sessions, place=st.integers(min_value=0), char=st.characters())
def test_a_text_with_one_wrong_character_never_raises(data, place, char):
    text = SessionStore().encode(data)
    place %= len(text)

    take_apart(text[:place] + char + text[place + 1 :])


@pytest.mark.parametrize(
    "payload",
    [b"[" * 100_000, b"[" * 900 + b"]" * 900, b'{"a":' * 100_000, b"1" * 10_000, b"\xff\xfe", b"", b"{}trailing"],
    ids=["deep", "deep and closed", "deep objects", "a huge number", "no text", "nothing", "more than JSON"],
)
@pytest.mark.parametrize("compress", [False, True])
def test_a_payload_that_is_no_session_never_raises(payload, compress):
    take_apart(packed(payload, compress=compress))


def test_a_time_of_a_million_characters_is_not_reckoned():
    started = time.perf_counter()

    assert take_apart("e30:" + "z" * 1_000_000 + ":x").decoded is None

    assert time.perf_counter() - started < 10  # to reckon it takes minutes


def test_a_zip_bomb_is_not_blown_up():
    bomb = packed(b'"' + b"a" * (50 * MAX_LENGTH) + b'"', compress=True)

    tracemalloc.start()
    parts = take_apart(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert parts.decoded is None
    assert peak < 10 * MAX_LENGTH


def test_an_old_signature_is_read_too():
    text = signing.dumps({"a": 1}, salt="whatever", key="whatever", compress=True)

    assert json.loads(take_apart(text).decoded) == {"a": 1}
