"""The site's secret key was changed, with and without the former key as a fallback."""

from __future__ import annotations

import pytest
from django.contrib.auth import HASH_SESSION_KEY
from django.core.cache import cache

from tests.project.faults import pages
from tests.project.faults.stored import use
from tests.sessions import key_of

pytestmark = pytest.mark.django_db

NEW = "a new key, and a good one: 9f4c2e5b7a1d8063"


def change_the_key(settings, *, fallback: bool) -> None:
    """Change the key, and clear the cache in memory, as after a restart of the site."""
    if settings.SESSION_ENGINE.endswith(".cached_db"):
        cache.clear()  # its contents are not signed
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if fallback else []
    settings.SECRET_KEY = NEW


class TestWithoutFallback:
    @pytest.mark.parametrize(
        "path", [pages.BOOKS, pages.LIST, pages.INSPECTOR, pages.LESSON, pages.PREFERENCES, pages.LOG_IN]
    )
    def test_no_page_fails_and_what_is_stored_stays(self, texts, settings, path):
        ann = pages.reader()
        key, before = key_of(ann), texts.read(key_of(ann))
        change_the_key(settings, fallback=False)

        assert ann.get(path).status_code == 200
        assert texts.read(key) == before

    def test_pages_say_why_the_session_is_empty_and_the_log_has_one_line(self, texts, settings, caplog):
        ann = pages.reader()
        change_the_key(settings, fallback=False)
        caplog.clear()

        words = pages.words_of(ann.get(pages.LIST))

        assert "Your stored session cannot be read" in words
        assert "secret key was changed" in words
        assert pages.lines(caplog) == ["Session data corrupted"]
        assert ann.get(pages.INSPECTOR, headers=pages.JSON).json()["unreadable"] == "its signature is invalid"

    def test_everybody_begins_anew_and_can_log_in(self, texts, settings):
        ann = pages.reader()
        change_the_key(settings, fallback=False)

        assert ann.get(pages.MINE).status_code == 302
        assert ann.get(pages.HOME).status_code == 200
        assert ann.session["num_visits"] == 1
        assert ann.post(pages.LOG_IN, {"username": "ann", "password": pages.PASSWORD}).status_code == 302
        assert ann.get(pages.MINE).status_code == 200

    def test_all_is_there_again_when_the_key_is(self, texts, settings):
        ann = pages.reader()
        key, good = key_of(ann), settings.SECRET_KEY
        change_the_key(settings, fallback=False)
        ann.get(pages.HOME)

        settings.SECRET_KEY = good
        ann.cookies[settings.SESSION_COOKIE_NAME] = key

        pages.assert_nothing_is_lost(ann)

    @pytest.mark.parametrize("engine", ["cache", "cached_db"])
    def test_a_log_in_of_another_key_in_the_cache_loses_its_session(self, settings, tmp_path, monkeypatch, engine):
        """A cached session is not signed, so it is loaded; Django then treats its hash as one of an old password."""
        use(engine, tmp_path, settings, monkeypatch)
        ann = pages.reader()
        key, good = key_of(ann), settings.SECRET_KEY
        settings.SECRET_KEY = NEW

        assert ann.get(pages.MINE).status_code == 302
        settings.SECRET_KEY = good
        ann.cookies[settings.SESSION_COOKIE_NAME] = key

        assert ann.get(pages.MINE).status_code == 302
        assert "reading_list" not in ann.session

    def test_signed_cookies_begin_anew(self, settings, tmp_path, monkeypatch):
        use("signed_cookies", tmp_path, settings, monkeypatch)
        ann = pages.reader()
        change_the_key(settings, fallback=False)

        assert ann.get(pages.HOME).status_code == 200
        assert ann.session["num_visits"] == 1


class TestWithFallback:
    @pytest.mark.parametrize("engine", ["db", "cached_db", "cache", "file", "signed_cookies"])
    def test_a_changed_key_with_its_fallback_loses_nothing(self, settings, tmp_path, monkeypatch, engine):
        use(engine, tmp_path, settings, monkeypatch)
        ann = pages.reader()
        change_the_key(settings, fallback=True)

        pages.assert_nothing_is_lost(ann)
        assert ann.get(pages.HOME).status_code == 200
        assert ann.session["num_visits"] == 3

    @pytest.mark.parametrize("engine", ["db", "cached_db", "cache", "file", "signed_cookies"])
    def test_after_a_visit_the_fallback_is_not_needed_any_more(self, settings, tmp_path, monkeypatch, engine):
        use(engine, tmp_path, settings, monkeypatch)
        ann = pages.reader()
        before = ann.session[HASH_SESSION_KEY]
        change_the_key(settings, fallback=True)
        ann.get(pages.HOME)

        settings.SECRET_KEY_FALLBACKS = []

        assert ann.session[HASH_SESSION_KEY] != before
        pages.assert_nothing_is_lost(ann, visits=3)
