"""Answers: the page, what can be read from it, and what it is when a view fails."""

from __future__ import annotations

from functools import wraps

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse

from catalog.course.lab import NotAsExpected
from tests.course.lab.views import count_visits


class TestAnswers:
    def test_an_answer_has_the_page_the_response_and_the_record(self, lab):
        ann = lab.browser()

        answer = ann.get(count_visits)

        assert (answer.browser, answer.view, answer.status, answer.text) == (ann, count_visits, 200, "1")
        assert answer.response.content == b"1"
        assert answer.exchange.changes[0].path == "visits"
        assert answer.raised is None

    @pytest.mark.parametrize(
        ("text", "number"), [("You were here 12 times.", 12), ("-3", -3), ("<b>0</b>", 0), ("a 7", 7)]
    )
    def test_the_number_on_a_page_is_read(self, lab, text, number):
        assert lab.browser().get(lambda request: HttpResponse(text)).number == number

    @pytest.mark.parametrize("text", ["none", "1 of 2", "1.5", ""])
    def test_a_page_without_one_number_is_named(self, lab, text):
        def page(request: HttpRequest) -> HttpResponse:
            return HttpResponse(text)

        with pytest.raises(NotAsExpected) as failed:
            _ = lab.browser().get(page).number

        assert str(failed.value) == f'The page of page should show one whole number, and shows "{text}".'

    def test_a_page_of_json_is_read(self, lab):
        assert lab.browser().get(lambda request: JsonResponse({"a": [1]})).json == {"a": [1]}

    def test_a_page_that_is_no_json_is_named(self, lab):
        with pytest.raises(NotAsExpected, match=r'^The page of count_visits should be JSON, and is "1 time"\.$'):
            _ = lab.browser().get(wraps(count_visits)(lambda request: HttpResponse("1 time"))).json

    def test_a_page_of_html_is_read(self, lab):
        page = lab.browser().get(lambda request: HttpResponse("<ul><li>One</li><li>Two</li></ul>"))

        assert [item.text for item in page.soup.find_all("li")] == ["One", "Two"]

    def test_a_redirect_is_not_followed(self, lab):
        answer = lab.browser().get(lambda request: HttpResponseRedirect("/catalog/"))

        assert (answer.status, answer.location) == (302, "/catalog/")
        assert lab.browser().get(count_visits).location is None


class TestFailures:
    @pytest.mark.parametrize(
        ("error", "status"),
        [(KeyError("color"), 500), (Http404("no book"), 404), (PermissionDenied("not yours"), 403)],
        ids=lambda value: type(value).__name__,
    )
    def test_what_a_view_raises_becomes_an_answer(self, lab, error, status):
        def broken(request: HttpRequest) -> HttpResponse:
            raise error

        answer = lab.browser().get(broken)

        assert (answer.status, answer.raised) == (status, error)
        assert (answer.exchange.error.type, answer.exchange.error.message) == (type(error).__name__, str(error))

    def test_what_an_asynchronous_view_raises_becomes_an_answer(self, lab):
        async def broken(request: HttpRequest) -> HttpResponse:
            raise KeyError("color")

        answer = lab.browser().get(broken)

        assert answer.status == 500
        assert isinstance(answer.raised, KeyError)

    def test_a_session_is_not_saved_by_a_view_that_raises(self, any_lab):
        def broken(request: HttpRequest) -> HttpResponse:
            request.session["visits"] = 100
            raise ValueError("no")

        ann = any_lab.browser()
        ann.get(count_visits)
        ann.get(broken)

        assert ann.session == {"visits": 1}

    @pytest.mark.parametrize(
        ("returned", "sentence"),
        [
            (None, "didn't return an HttpResponse object. It returned None instead."),
            ("1", 'returned "1", and should return an HttpResponse.'),
            (HttpResponse, "and should return an HttpResponse."),
        ],
        ids=["None", "a text", "a class"],
    )
    def test_a_view_that_returns_no_response_is_told_so(self, lab, returned, sentence):
        answer = lab.browser().get(lambda request: returned)

        assert (answer.status, answer.exchange.error.type) == (500, "ValueError")
        assert answer.exchange.error.message.endswith(sentence)

    def test_a_view_that_does_not_await_is_told_so(self, lab):
        async def page(request: HttpRequest) -> HttpResponse:
            return HttpResponse()

        def forgetful(request: HttpRequest) -> HttpResponse:
            return page(request)

        answer = lab.browser().get(forgetful)

        assert answer.status == 500
        assert "unawaited coroutine" in answer.exchange.error.message

    def test_what_cannot_be_saved_becomes_an_answer(self, lab):
        def keep_a_set(request: HttpRequest) -> HttpResponse:
            request.session["colors"] = {"blue"}
            return HttpResponse()

        answer = lab.browser().get(keep_a_set)

        assert (answer.status, answer.exchange.error.while_saving, answer.raised) == (500, True, None)

    def test_an_exit_reaches_the_one_who_asked(self, lab):
        def leave(request: HttpRequest) -> HttpResponse:
            raise SystemExit(3)

        with pytest.raises(SystemExit):
            lab.browser().get(leave)
