"""Settings: Django's own to begin with, those of the run, and those of a part of the story."""

from __future__ import annotations

import pytest
from django.conf import global_settings, settings
from django.core.cache import cache

from catalog.course.lab import Lab
from tests.course.lab.views import count_visits

OF_SESSIONS = [name for name in dir(global_settings) if name.startswith(("SESSION_", "CSRF_", "LOGIN_", "LOGOUT_"))]
OF_THE_LAB = ["SESSION_ENGINE", "SESSION_FILE_PATH"]


def test_what_has_to_do_with_sessions_is_as_django_has_it(settings, new_lab):
    settings.SESSION_COOKIE_AGE = 5
    settings.SESSION_COOKIE_NAME = "locker"
    settings.SESSION_SAVE_EVERY_REQUEST = True
    settings.LOGIN_URL = "/door/"
    settings.AUTHENTICATION_BACKENDS = ["catalog.course.accounts.CourseBackend"]

    new_lab()

    names = [*OF_SESSIONS, "AUTHENTICATION_BACKENDS"]
    different = {name for name in names if getattr(settings, name) != getattr(global_settings, name)}
    assert different <= set(OF_THE_LAB)


def test_a_lab_begins_with_the_settings_that_it_is_given(new_lab):
    lab = new_lab(SESSION_COOKIE_NAME="locker", SESSION_COOKIE_AGE=60, SESSION_COOKIE_SAMESITE="Strict")

    cookie = lab.browser().get(count_visits).exchange.set_cookie[0]

    assert (cookie.name, cookie.attributes["Max-Age"], cookie.attributes["SameSite"]) == ("locker", "60", "Strict")


def test_settings_can_be_changed_for_a_part_of_the_story(lab):
    ann = lab.browser()

    with lab.settings(SESSION_COOKIE_AGE=60, SESSION_EXPIRE_AT_BROWSER_CLOSE=False):
        ann.get(count_visits)
        assert ann.session_cookie.expires == lab.clock.now.timestamp() + 60

    ann.get(count_visits)
    assert ann.session_cookie.expires == lab.clock.now.timestamp() + global_settings.SESSION_COOKIE_AGE


def test_settings_are_back_when_a_part_of_the_story_goes_wrong(lab):
    with pytest.raises(KeyError), lab.settings(SESSION_COOKIE_AGE=60):
        raise KeyError("color")

    assert settings.SESSION_COOKIE_AGE == global_settings.SESSION_COOKIE_AGE


def test_a_part_of_the_story_can_have_parts(lab):
    with lab.settings(SESSION_COOKIE_AGE=60), lab.settings(SESSION_COOKIE_NAME="locker"):
        assert (settings.SESSION_COOKIE_AGE, settings.SESSION_COOKIE_NAME) == (60, "locker")


def test_an_engine_that_is_none_is_refused_in_the_middle_of_a_story(lab):
    with pytest.raises(ModuleNotFoundError), lab.settings(SESSION_ENGINE="no_such_engine"):
        pass

    assert lab.browser().get(count_visits).text == "1"


def test_a_time_zone_can_be_given(new_lab):
    lab = new_lab(TIME_ZONE="Asia/Tokyo")

    assert cache.get("color") is None
    assert lab.browser().get(count_visits).text == "1"
    assert lab.clock.now.isoformat() == "2026-03-02T09:00:00+00:00"


def test_the_folder_for_files_can_be_given(new_lab, tmp_path):
    lab = new_lab("file", SESSION_FILE_PATH=str(tmp_path))
    ann = lab.browser()

    ann.get(count_visits)

    assert [path.name for path in tmp_path.iterdir()] == [f"sessionid{ann.key}"]
    assert lab.store.keys() == [ann.key]


def test_every_lab_has_a_secret_of_its_own(any_database):
    keys = set()
    for _ in range(2):
        with Lab():
            keys.add(settings.SECRET_KEY)

    assert len({*keys, settings.SECRET_KEY}) == 3
