"""The end of a request that is run step by step."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse

from catalog.course.lab import Lab
from tests.course.lab.stops import run_until_it_writes
from tests.course.lab.views import count_visits


def broken(request: HttpRequest) -> HttpResponse:
    request.session["visits"] = 100
    raise KeyError("color")


class TestTheEnd:
    def test_the_answer_is_that_of_a_request_like_others(self, lab):
        ann = lab.browser()

        answer = ann.begin(count_visits).finish()

        assert (answer.text, answer.status, answer.exchange.changes[0].path) == ("1", 200, "visits")
        assert lab.answers == [answer]
        assert lab.story == ["Ann opened count_visits(), in a tab of its own.", 'The tab got "1"']

    def test_the_browser_gets_the_cookies_at_the_end_and_not_before(self, lab):
        ann = lab.browser()
        tab = ann.begin(count_visits)
        assert tab.go_on()
        assert ann.session_cookie is None

        answer = tab.finish()

        assert ann.key == answer.exchange.key_after is not None

    def test_it_can_be_asked_for_twice(self, lab):
        ann = lab.browser()
        tab = ann.begin(count_visits)

        assert tab.finish() is tab.finish()
        assert len(lab.answers) == 1
        assert ann.session == {"visits": 1}

    def test_a_form_can_be_sent(self, lab):
        tab = lab.browser().begin(lambda request: HttpResponse(request.POST["size"]), method="POST", size=3)

        assert tab.finish().text == "3"

    def test_what_the_view_raises_becomes_its_answer(self, any_lab):
        ann = any_lab.browser()
        ann.get(count_visits)
        tab = ann.begin(broken)
        tab.step()

        ann.get(count_visits)
        answer = tab.finish()

        assert (answer.status, answer.exchange.error.type, type(answer.raised)) == (500, "KeyError", KeyError)
        assert ann.session == {"visits": 2}

    def test_an_exit_reaches_the_one_who_finishes_it(self, lab):
        def leave(request: HttpRequest) -> HttpResponse:
            raise SystemExit(3)

        tab = lab.browser().begin(leave)
        assert tab.step() is False

        for _ in range(2):
            with pytest.raises(SystemExit):
                tab.finish()

    def test_it_is_too_late_when_the_lab_has_ended(self, any_database):
        with Lab() as lab:
            tab = lab.browser().begin(count_visits)

        with pytest.raises(RuntimeError, match="The lab ended before this request was finished"):
            tab.finish()

    def test_a_request_brings_the_cookies_of_the_moment_it_was_sent(self, lab):
        ann = lab.browser()
        ann.get(count_visits)
        tab = ann.begin(count_visits)

        ann.forget_cookies()
        late = ann.begin(count_visits)

        assert (tab.finish().text, late.finish().text) == ("2", "1")

    def test_a_session_can_end_while_a_request_is_underway(self, lab):
        def end(request: HttpRequest) -> HttpResponse:
            request.session.flush()
            return HttpResponse()

        ann = lab.browser()
        ann.get(count_visits)
        tab = ann.begin(count_visits)
        run_until_it_writes(tab)

        ann.get(end)

        assert tab.finish().exchange.error.type == "SessionInterrupted"

    def test_time_can_pass_while_a_request_is_underway(self, lab):
        ann = lab.browser()
        ann.get(count_visits)
        tab = ann.begin(count_visits)

        lab.later(days=15)

        assert tab.finish().text == "1"
