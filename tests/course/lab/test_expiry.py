"""The end of a session: for the browser by its cookie, and in the store by the engine."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse

from catalog.course.lab.clock import START
from catalog.course.lab.jar import KeptCookie
from catalog.course.lab.sandbox import ENGINES
from tests.course.lab.engines import EVERY_ENGINE
from tests.course.lab.views import count_visits


def expiring(value: object):
    def keep_for_a_while(request: HttpRequest) -> HttpResponse:
        request.session["color"] = "blue"
        request.session.set_expiry(value)
        return HttpResponse()

    return keep_for_a_while


def expiring_async(value: object):
    async def keep_for_a_while(request: HttpRequest) -> HttpResponse:
        await request.session.aset("color", "blue")
        await request.session.aset_expiry(value)
        return HttpResponse()

    return keep_for_a_while


MINUTE = timedelta(seconds=60)
WAYS = {"seconds": 60, "datetime": START + MINUTE, "timedelta": MINUTE}


class TestABrowsersCookie:
    @pytest.mark.parametrize("expiry", WAYS.values(), ids=WAYS)
    def test_it_ends_at_exactly_its_second(self, any_lab, expiry):
        ann = any_lab.browser()
        ann.get(expiring(expiry))

        any_lab.later(seconds=59)
        assert ann.session["color"] == "blue"

        any_lab.later(seconds=1)
        assert (ann.session_cookie, ann.session) == (None, {})

    @pytest.mark.parametrize("expiry", WAYS.values(), ids=WAYS)
    def test_it_ends_at_its_second_if_an_asynchronous_view_says_so(self, lab, expiry):
        ann = lab.browser()
        ann.get(expiring_async(expiry))

        lab.later(seconds=59)
        assert ann.session["color"] == "blue"

        lab.later(seconds=1)
        assert ann.session_cookie is None

    def test_it_ends_after_the_age_in_the_settings(self, new_lab, engine):
        lab = new_lab(engine, SESSION_COOKIE_AGE=60)
        ann = lab.browser()
        ann.get(count_visits)

        lab.later(seconds=59)
        assert ann.session == {"visits": 1}

        lab.later(seconds=1)
        assert ann.get(count_visits).text == "1"

    def test_it_lives_for_two_weeks_with_djangos_own_settings(self, lab):
        ann = lab.browser()
        ann.get(count_visits)

        lab.later(days=13, hours=23)
        assert ann.session_cookie is not None

        lab.later(hours=1)
        assert ann.session_cookie is None

    def test_it_begins_anew_with_every_save(self, any_lab):
        ann = any_lab.browser()
        for _ in range(3):
            ann.get(count_visits)
            any_lab.later(days=10)

        assert ann.get(count_visits).text == "4"

    def test_it_ends_with_the_browser_if_the_view_says_so(self, any_lab):
        ann = any_lab.browser()
        ann.get(expiring(0))
        any_lab.later(days=1)
        assert ann.session["color"] == "blue"

        ann.restart()

        assert ann.session_cookie is None

    def test_it_ends_with_the_browser_if_the_settings_say_so(self, new_lab, engine):
        ann = new_lab(engine, SESSION_EXPIRE_AT_BROWSER_CLOSE=True).browser()
        ann.get(count_visits)
        assert ann.get(count_visits).text == "2"

        ann.restart()

        assert ann.get(count_visits).text == "1"

    def test_it_outlives_the_browser_otherwise(self, any_lab):
        ann = any_lab.browser()
        ann.get(count_visits)

        ann.restart()

        assert ann.get(count_visits).text == "2"

    def test_it_goes_by_the_settings_again_when_the_expiry_is_taken_away(self, any_lab):
        ann = any_lab.browser()
        ann.get(expiring(60))
        ann.get(expiring(None))

        any_lab.later(days=13)

        assert ann.session == {"color": "blue"}


def read_color(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.session.get("color", "nothing"))


class TestTheStoresOwnExpiry:
    """What a thief finds whose copy of the cookie has no date: that is the engine's affair alone."""

    def keep(self, lab, expiry: object):
        ann, eve = lab.browser(), lab.browser("Eve")
        ann.get(expiring(expiry))
        eve.cookies.put(KeptCookie("sessionid", ann.key))
        return eve

    @pytest.mark.parametrize(
        ("engine", "expiry"),
        [
            (engine, expiry)
            for engine in EVERY_ENGINE
            for expiry in (*WAYS.values(), None)
            if engine != "signed_cookies" and (engine, expiry) != ("file", 60)  # see the next tests
        ],
    )
    def test_a_session_ends_at_exactly_its_second(self, new_lab, engine, expiry):
        lab = new_lab(engine, SESSION_COOKIE_AGE=60 if expiry is None else 1000)
        eve = self.keep(lab, expiry)

        lab.later(seconds=59)
        assert (eve.session["color"], eve.get(read_color).text) == ("blue", "blue")

        lab.later(seconds=1)
        assert (eve.session, eve.get(read_color).text) == ({}, "nothing")

    @pytest.mark.parametrize("expiry", [*WAYS.values(), None], ids=[*WAYS, "settings"])
    def test_a_signed_cookie_is_taken_for_as_long_as_the_settings_say(self, new_lab, expiry):
        lab = new_lab("signed_cookies", SESSION_COOKIE_AGE=100)
        eve = self.keep(lab, expiry)

        lab.later(seconds=100)
        assert eve.get(read_color).text == "blue"

        lab.later(seconds=1)
        assert eve.get(read_color).text == "nothing"

    def test_a_file_with_a_number_of_seconds_never_ends(self, new_lab):
        lab = new_lab("file", SESSION_COOKIE_AGE=100)
        eve = self.keep(lab, 60)

        lab.later(days=10_000)

        assert eve.get(read_color).text == "blue"

    def test_what_is_in_the_cache_ends_at_its_second_too(self, lab):
        cache.set("color", "blue", 60)

        lab.later(seconds=59)
        assert cache.get("color") == "blue"

        lab.later(seconds=1)
        assert cache.get("color") is None

    @pytest.mark.parametrize("engine", ["db", "cached_db", "file"])
    def test_expired_sessions_are_cleared_by_djangos_command(self, new_lab, engine):
        lab = new_lab(engine)
        ann, ben = lab.browser(), lab.browser()
        ann.get(count_visits)
        lab.later(days=14, seconds=1)  # the command leaves what ends in this second
        ben.get(count_visits)

        call_command("clearsessions")

        assert lab.store.keys() == [ben.key]


class TestFiles:
    @pytest.mark.parametrize("days", [0, 1, 400, 4000])
    def test_they_bear_the_time_of_the_lab(self, new_lab, count, days):
        lab = new_lab("file")
        ann = lab.browser()
        lab.later(days=days)

        answer = ann.get(count)

        two_weeks_later = lab.clock.now + timedelta(weeks=2)
        assert ann.row.expires == answer.exchange.row_after.expires == two_weeks_later
        assert answer.exchange.stored_after == {"visits": 1}

    def test_they_bear_the_time_of_the_lab_within_a_request(self, new_lab):
        def save_and_look(request: HttpRequest) -> HttpResponse:
            request.session["color"] = "blue"
            request.session.save()
            return HttpResponse(type(request.session)(request.session.session_key).get("color", "nothing"))

        lab = new_lab("file")
        lab.later(days=4000)

        assert lab.browser().get(save_and_look).text == "blue"

    def test_only_what_is_written_is_dated_anew(self, new_lab):
        lab = new_lab("file")
        ann, ben = lab.browser(), lab.browser()
        ann.get(count_visits)
        lab.later(days=1)

        ben.get(count_visits)
        ann.get(read_color)

        assert ben.row.expires - ann.row.expires == timedelta(days=1)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_time_that_django_names_is_reckoned_from_the_labs(new_lab, engine):
    def tell(request: HttpRequest) -> HttpResponse:
        request.session["color"] = "blue"
        return HttpResponse(f"{request.session.get_expiry_date().isoformat()} {request.session.get_expiry_age()}")

    assert new_lab(engine).browser().get(tell).text == "2026-03-16T09:00:00+00:00 1209600"
