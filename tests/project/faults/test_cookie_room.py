"""The engine ``signed_cookies``: browsers ignore a cookie of more than 4,096 bytes."""

from __future__ import annotations

import random
import string

import pytest
from django.conf import settings

from tests.project.faults.pages import (
    HOME,
    INSPECTOR,
    LIST,
    PASSWORD,
    assert_nothing_is_lost,
    cookies_touched,
    lines,
    reader,
    soup_of,
)
from tests.project.faults.stored import use
from tests.sessions import key_of

pytestmark = pytest.mark.django_db

STORE = "/sessions/inspector/entries/store/"
FULL = "Your session is full: it is stored in a cookie of your browser, which has a limit. Remove something from it."


@pytest.fixture
def ann(settings, tmp_path, monkeypatch):
    """A reader whose session is stored in the cookie."""
    use("signed_cookies", tmp_path, settings, monkeypatch)
    return reader()


def noise(length: int) -> str:
    """Return a text that hardly compresses."""
    return "".join(random.Random(length).choices(string.ascii_letters + string.digits, k=length))


def fill(client) -> None:
    """Store notes, the longest first, until not even a short one fits."""
    for length in (1900, 1500, 700, 350, 180, 90, 45, 20):
        client.post(STORE, {"name": f"note {length}", "value": noise(length)})


def test_a_session_that_no_browser_would_keep_is_not_said_to_be_stored(ann, caplog):
    assert ann.post(STORE, {"name": "first", "value": noise(1900)}).status_code == 302
    before = key_of(ann)
    caplog.clear()

    refused = ann.post(STORE, {"name": "second", "value": noise(2000)})

    assert refused.status_code == 503
    assert soup_of(refused).select_one("main .lede").get_text() == FULL
    assert soup_of(refused).select_one(f"main a[href='{INSPECTOR}']")
    assert "The administrator of the library" not in soup_of(refused).select_one("main").get_text()
    assert cookies_touched(refused) == set()
    assert key_of(ann) == before
    assert len(lines(caplog)) == 1
    assert_nothing_is_lost(ann)


def test_what_fits_is_stored_up_to_the_last_byte_that_a_browser_keeps(ann):
    lengths = []
    for length in range(100, 2000, 100):
        if ann.post(STORE, {"name": f"note {length}", "value": noise(length)}).status_code != 302:
            break
        lengths.append(len(settings.SESSION_COOKIE_NAME) + len(key_of(ann)))

    assert 3000 < max(lengths) <= 4096


def test_a_page_that_counts_goes_on_and_room_can_be_made(ann):
    fill(ann)

    for path in (HOME, LIST, INSPECTOR):
        assert ann.get(path).status_code in {200, 503}, path
    assert ann.post("/sessions/inspector/entries/remove/", {"name": "note 1900"}).status_code == 302
    assert ann.get(HOME).status_code == 200
    assert ann.post(STORE, {"name": "small", "value": "x"}).status_code == 302


def test_a_log_in_with_a_full_session_is_refused_and_leaves_it(ann):
    ann.post("/accounts/logout/")
    fill(ann)
    before = key_of(ann)

    refused = ann.post("/accounts/login/", {"username": "ann", "password": PASSWORD})

    assert refused.status_code == 503
    assert key_of(ann) == before


def test_no_cookie_of_the_library_is_larger_than_a_browser_takes(ann):
    ann.post("/accounts/logout/")
    for length in range(400, 0, -40):
        ann.post(STORE, {"name": f"note {length}", "value": noise(length)})
        ann.get(HOME)
        ann.post("/accounts/login/", {"username": "ann", "password": PASSWORD})

        assert len(settings.SESSION_COOKIE_NAME) + len(key_of(ann)) <= 4096


def test_everything_can_be_forgotten(ann):
    fill(ann)

    assert ann.post("/sessions/inspector/forget/").status_code == 302
    assert "note 1900" not in ann.session


def test_an_operation_of_the_course_shows_what_browsers_drop(ann):
    for name in ("one", "two", "four"):
        ann.post(STORE, {"name": name, "value": noise(1_000 + len(name))})

    exchange = ann.post(
        "/sessions/run/set_value/", {"key": "three", "value": noise(1_999)}, headers={"accept": "application/json"}
    ).json()

    cookie = next(one for one in exchange["set_cookie"] if one["name"] == settings.SESSION_COOKIE_NAME)
    assert len(cookie["name"]) + len(cookie["value"]) > 4096
