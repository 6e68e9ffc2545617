"""The clock: it stands, it moves, and everything that tells the time goes by it."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from catalog.course.lab.clock import START, in_words, standing_clock

durations = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=3000))


def every_clock() -> list[datetime]:
    """Return the time in all the ways in which Python and Django tell it."""
    return [
        datetime.now(tz=UTC),
        datetime.now().astimezone(UTC),
        datetime.fromtimestamp(time.time(), tz=UTC),
        datetime(*time.gmtime()[:6], tzinfo=UTC),
        timezone.now(),
        timezone.localtime(),
        timezone.make_aware(datetime.now()),
    ]


class TestTheTime:
    def test_it_is_the_same_on_every_clock(self, lab):
        assert every_clock() == [START] * 7
        assert lab.clock.now == START

        lab.later(days=15, hours=1)

        assert every_clock() == [START + timedelta(days=15, hours=1)] * 7
        assert date.today() == date(2026, 3, 17)

    def test_it_stands_still_until_it_is_moved(self, lab):
        before = time.time()
        time.sleep(0.01)

        assert time.time() == before

    def test_it_is_the_same_in_a_view(self, lab, count):
        def tell(request: HttpRequest) -> HttpResponse:
            return HttpResponse(timezone.now().isoformat())

        lab.later(hours=2)

        assert lab.browser().get(tell).text == "2026-03-02T11:00:00+00:00"

    def test_later_returns_the_new_time(self, lab):
        assert lab.later(minutes=4, seconds=59) == START + timedelta(minutes=4, seconds=59) == lab.clock.now

    def test_it_does_not_go_back(self, lab):
        with pytest.raises(ValueError, match="goes forward only"):
            lab.later(days=-1)

        assert lab.clock.now == START
        assert lab.story == []

    def test_what_is_measured_and_not_dated_goes_on(self, lab):
        before = time.monotonic()

        lab.later(days=15)

        assert time.monotonic() - before < 60

    def test_the_time_zone_is_utc_whatever_the_site_has(self, settings, new_lab):
        settings.TIME_ZONE = "Asia/Tokyo"
        with timezone.override("America/Lima"):
            new_lab()

            assert timezone.get_current_timezone_name() == "UTC"
            assert datetime.now().hour == START.hour

    @given(durations, durations)
    def test_two_durations_are_as_long_as_their_sum(self, first, second):
        with standing_clock() as clock:
            clock.move(first)
            clock.move(second)
            in_two = clock.now
        with standing_clock() as clock:
            clock.move(first + second)
            assert clock.now == in_two == START + first + second

    @pytest.mark.parametrize(
        ("duration", "words"),
        [
            ({"days": 15}, "15 days"),
            ({"days": 1, "hours": 1, "minutes": 1, "seconds": 1}, "1 day 1 hour 1 minute 1 second"),
            ({"minutes": 4, "seconds": 59}, "4 minutes 59 seconds"),
            ({"weeks": 2}, "14 days"),
            ({"seconds": 7200}, "2 hours"),
            ({"milliseconds": 1500}, "1.5 seconds"),
            ({"milliseconds": 1}, "0.001 seconds"),
            ({}, "no time"),
        ],
    )
    def test_it_says_how_much_time_passed(self, duration, words):
        assert in_words(timedelta(**duration)) == words
