"""What the course says of the rules in force is so, whatever the settings."""

from __future__ import annotations

import pytest

from catalog.course.panel.in_force import rules
from tests.project.faults.pages import BOOKS, INSPECTOR, LESSON, LIST, MINE, RUN, reader, words_of
from tests.project.faults.stored import use

ENGINES = "django.contrib.sessions.backends"


def rule(name: str) -> str:
    """Return the value of a rule and what it says."""
    return next(f"{one.value} {one.says}" for one in rules() if one.name == name)


@pytest.mark.parametrize(("secure", "says"), [(True, "over HTTPS alone"), (False, "over plain HTTP, too")])
def test_the_sentence_about_https_goes_with_the_value(settings, secure, says):
    settings.SESSION_COOKIE_SECURE = secure

    assert says in rule("SESSION_COOKIE_SECURE")


def test_a_time_out_is_said_exactly(settings):
    settings.LOGIN_IDLE_SECONDS, settings.LOGIN_MAX_SECONDS = 9000, 30 * 24 * 60 * 60

    assert "9000 seconds (2 hours 30 minutes)" in rule("LOGIN_IDLE_SECONDS")
    assert "(30 days)" in rule("LOGIN_MAX_SECONDS")


def test_a_time_out_that_is_off_is_not_said_to_end_anything(settings):
    settings.LOGIN_IDLE_SECONDS = settings.LOGIN_MAX_SECONDS = 0

    assert "ends after" not in rule("LOGIN_IDLE_SECONDS") + rule("LOGIN_MAX_SECONDS")


def test_signed_cookies_are_said_to_have_less_room(settings):
    assert "4,096" not in rule("Room")

    settings.SESSION_ENGINE = f"{ENGINES}.signed_cookies"

    assert "4,096" in rule("Room")


@pytest.mark.django_db
def test_lessons_and_their_operations_are_no_use_of_the_log_in():
    ann = reader()
    times = ann.session["login_times"]
    session = ann.session
    session["login_times"] = [times[0], times[1] - 1000]
    session.save()

    for path in (LESSON, INSPECTOR):
        ann.get(path)
    ann.post(RUN, {"key": "color", "value": "plum"})
    assert ann.session["login_times"][1] == times[1] - 1000

    ann.get(BOOKS)
    assert ann.session["login_times"][1] >= times[1]


@pytest.mark.django_db
@pytest.mark.parametrize(("engine", "says"), [("db", "until it is cleared"), ("file", "the engine deletes it then")])
def test_an_expired_session_is_said_to_go_when_it_does(settings, tmp_path, monkeypatch, engine, says):
    texts = use(engine, tmp_path, settings, monkeypatch)
    ann = reader()
    key = ann.cookies[settings.SESSION_COOKIE_NAME].value
    session = ann.session
    session["_session_expiry"] = "2001-01-01T00:00:00+00:00"
    session.save()

    assert says in words_of(ann.get(INSPECTOR))
    assert texts.read(key)
    ann.get(LIST)
    ann.get(MINE)

    if engine == "file":
        assert not texts.path(key).exists()
    else:
        assert texts.read(key)
