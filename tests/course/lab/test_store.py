"""The look into the store: all that is in it, raw and decoded, and nothing touched by it."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse

from catalog.course.lab.clock import START
from tests.course.lab.own_dictionary import KEPT
from tests.course.lab.views import count_visits

KEEPING = ("db", "cached_db", "cache", "file", "tests.course.lab.own_rows")  # on the server, with a list of the keys
IN_TEXT = ("db", "cached_db", "file", "tests.course.lab.own_rows")


def everything() -> Any:
    """Return what lies in the stores of a lab, byte for byte, with its dates."""
    files = [(path.name, path.read_bytes(), path.stat().st_mtime_ns) for path in session_files()]
    return list(connection.connection.iterdump()), files, dict(cache._cache), dict(cache._expire_info), dict(KEPT)


def session_files() -> list[Path]:
    return sorted(Path(settings.SESSION_FILE_PATH).iterdir())


@pytest.mark.parametrize("engine", KEEPING)
class TestWhatIsStored:
    def test_it_is_listed_by_its_keys(self, new_lab, engine):
        lab = new_lab(engine)
        browsers = [lab.browser() for _ in range(3)]
        assert lab.store.keys() == []

        for browser in browsers:
            browser.get(count_visits)

        assert lab.store.keys() == sorted(browser.key for browser in browsers)

    def test_it_is_decoded(self, new_lab, engine):
        lab = new_lab(engine)
        ann, ben = lab.browser(), lab.browser()
        ann.get(count_visits)
        ann.get(count_visits)
        ben.get(count_visits)

        assert {row.key: row.data for row in lab.store.rows()} == {ann.key: {"visits": 2}, ben.key: {"visits": 1}}
        assert lab.store.read(ann.key) == ann.row

    def test_it_is_gone_when_the_session_is_deleted(self, new_lab, engine):
        def end(request: HttpRequest) -> HttpResponse:
            request.session.flush()
            return HttpResponse()

        lab = new_lab(engine)
        ann = lab.browser()
        ann.get(count_visits)
        ann.get(end)

        assert (lab.store.keys(), lab.store.rows()) == ([], [])

    def test_it_has_nothing_but_sessions(self, new_lab, engine):
        lab = new_lab(engine)
        cache.set("color", "blue")
        lab.user()

        assert lab.store.keys() == []


@pytest.mark.parametrize("engine", IN_TEXT)
class TestWhatIsStoredAsText:
    def test_it_is_shown_as_it_is(self, new_lab, engine):
        lab = new_lab(engine)
        ann = lab.browser()
        ann.get(count_visits)

        raw = lab.store.rows()[0].raw

        assert SessionStore().decode(raw) == {"visits": 1}
        assert "visits" not in raw

    def test_it_has_a_date(self, new_lab, engine):
        lab = new_lab(engine)
        lab.browser().get(count_visits)

        assert lab.store.rows()[0].expires == START + timedelta(weeks=2)


def test_what_is_left_in_one_place_of_two_is_seen(new_lab):
    lab = new_lab("cached_db")
    ann, ben = lab.browser(), lab.browser()
    ann.get(count_visits)
    ben.get(count_visits)

    Session.objects.filter(pk=ann.key).delete()
    cache.delete(f"django.contrib.sessions.cached_db{ben.key}")

    assert lab.store.keys() == sorted([ann.key, ben.key])
    assert [row.data for row in lab.store.rows()] == [{"visits": 1}] * 2


def test_what_expired_is_still_seen_until_it_is_cleared(new_lab):
    lab = new_lab("db")
    ann = lab.browser()
    ann.get(count_visits)

    lab.later(weeks=2)

    assert [(row.data, row.expired) for row in lab.store.rows()] == [({"visits": 1}, True)]
    assert (ann.row, ann.session) == (None, {})


def test_a_row_that_expired_opens_nothing_although_the_cookie_lives(lab):
    ann = lab.browser()
    ann.get(count_visits)
    Session.objects.update(expire_date=START)

    assert (ann.row.data, ann.row.expired, ann.session) == ({"visits": 1}, True, {})


def test_signed_cookies_are_in_the_browsers_alone(new_lab):
    lab = new_lab("signed_cookies")
    ann = lab.browser()
    ann.get(count_visits)

    assert (lab.store.keys(), lab.store.rows()) == ([], [])
    assert (ann.row.in_cookie, ann.row.raw, ann.row.data) == (True, ann.key, {"visits": 1})


def test_an_engine_of_another_kind_is_read_by_its_keys(new_lab):
    lab = new_lab("tests.course.lab.own_dictionary")
    ann = lab.browser()
    ann.get(count_visits)

    assert lab.store.keys() == []
    assert (ann.row.data, ann.session) == ({"visits": 1}, {"visits": 1})


def test_nothing_is_found_under_a_key_that_opens_nothing(any_lab):
    keys = [None, "", "short", "abcdefghijklmnopqrstuvwxyz012345"]

    assert [any_lab.store.read(key) for key in keys] == [None] * 4


def test_nothing_is_touched_by_looking(any_lab):
    ann = any_lab.browser()
    ann.get(count_visits)
    any_lab.later(days=1)
    before = everything()

    any_lab.store.keys(), any_lab.store.rows(), any_lab.store.read(ann.key), ann.row, ann.session

    assert everything() == before


def test_a_session_is_read_while_another_file_lies_beside_it(new_lab):
    lab = new_lab("file")
    ann = lab.browser()
    ann.get(count_visits)
    Path(settings.SESSION_FILE_PATH, "notes.txt").write_text("not a session")

    assert lab.store.keys() == [ann.key]


@pytest.mark.parametrize("name", ["lab", "*"])
def test_a_cookie_can_have_any_name_that_begins_a_files_name(new_lab, name):
    lab = new_lab("file", SESSION_COOKIE_NAME=name)
    ann = lab.browser()
    ann.get(count_visits)

    assert lab.store.keys() == [ann.key]
    assert os.listdir(settings.SESSION_FILE_PATH) == [name + ann.key]
