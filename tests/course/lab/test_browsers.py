"""Browsers: what they send, what they keep, and what comes back from views of every kind."""

from __future__ import annotations

from functools import wraps

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.views import View

from tests.course.lab.views import count_visits, show_cookies


def show_request(request: HttpRequest, *args: object) -> JsonResponse:
    return JsonResponse(
        {
            "method": request.method,
            "path": request.path,
            "args": [repr(arg) for arg in args],
            "query": dict(request.GET.lists()),
            "form": dict(request.POST.lists()),
        }
    )


def give_cookie(request: HttpRequest, name: str, value: str) -> HttpResponse:
    response = HttpResponse()
    response.set_cookie(name, value)
    return response


class TestRequests:
    def test_a_view_is_a_plain_function_and_needs_no_address(self, lab):
        assert lab.browser().get(lambda request: HttpResponse("Hello")).text == "Hello"

    def test_a_view_is_given_what_its_address_would_hand_to_it(self, lab):
        page = lab.browser().get(show_request, "catalog", 2)

        assert page.json["args"] == ["'catalog'", "2"]
        assert page.json["path"] == "/show_request/catalog/2/"

    @pytest.mark.parametrize("odd", ["a/b", "a?b=c", "a#b", "a b", "é", "%2F", ""])
    def test_an_argument_can_be_any_text(self, lab, odd):
        page = lab.browser().get(show_request, odd)

        assert page.json["args"] == [repr(odd)]
        assert (page.json["path"], page.json["query"]) == (f"/show_request/{odd}/", {})

    @pytest.mark.parametrize("name", ["page", "view", "self", "method"])
    def test_a_query_follows_the_address(self, lab, name):
        page = lab.browser().get(show_request, **{name: "2"})

        assert (page.json["method"], page.json["query"], page.json["form"]) == ("GET", {name: ["2"]}, {})

    def test_a_form_is_sent_with_its_fields(self, lab):
        page = lab.browser().post(show_request, "catalog", color=["red", "blue"], size=3)

        assert (page.json["method"], page.json["query"]) == ("POST", {})
        assert page.json["form"] == {"color": ["red", "blue"], "size": ["3"]}

    def test_the_host_is_allowed_whatever_the_site_allows(self, settings, new_lab):
        settings.ALLOWED_HOSTS = ["library.example"]

        page = new_lab().browser().get(lambda request: HttpResponse(request.build_absolute_uri("/")))

        assert page.text == "https://testserver/"

    def test_a_class_can_be_a_view(self, lab):
        class Page(View):
            def post(self, request: HttpRequest) -> HttpResponse:
                return HttpResponse("sent")

        assert lab.browser().post(Page.as_view()).text == "sent"
        assert lab.browser().get(Page.as_view()).status == 405

    def test_a_class_with_asynchronous_methods_can_be_a_view(self, lab):
        class Page(View):
            async def get(self, request: HttpRequest) -> HttpResponse:
                await request.session.aset("color", "blue")
                return HttpResponse("kept")

        ann = lab.browser()

        assert ann.get(Page.as_view()).text == "kept"
        assert ann.session == {"color": "blue"}

    def test_a_decorated_function_can_be_a_view(self, lab):
        def shouting(view):
            @wraps(view)
            def shouting_view(request):
                return HttpResponse(view(request).content.upper())

            return shouting_view

        @shouting
        def greet(request: HttpRequest) -> HttpResponse:
            return HttpResponse("hello")

        assert lab.browser().get(greet).text == "HELLO"


class TestCookies:
    def test_a_new_browser_has_none(self, lab):
        ann = lab.browser()

        assert (list(ann.cookies), ann.session_cookie, ann.key, ann.row, ann.session) == ([], None, None, None, {})
        assert ann.get(show_cookies).text == ""

    def test_a_cookie_comes_back_with_every_request(self, lab):
        ann = lab.browser()
        ann.get(give_cookie, "color", "blue")
        ann.get(give_cookie, "size", "3")

        assert ann.get(show_cookies).text == "color=blue; size=3"
        assert ann.post(show_cookies).text == "color=blue; size=3"

    @pytest.mark.parametrize("value", ["a b", 'say "hello"', "a;b", "a,b", "é", "back\\slash", "=", ""])
    def test_a_cookie_can_hold_any_text(self, lab, value):
        ann = lab.browser()
        ann.get(give_cookie, "color", value)

        assert ann.get(lambda request: HttpResponse(request.COOKIES["color"])).text == value

    def test_each_browser_has_its_own(self, lab):
        ann, ben = lab.browser(), lab.browser()
        ann.get(give_cookie, "color", "blue")

        assert ben.get(show_cookies).text == ""

    def test_a_browser_that_forgets_its_cookies_comes_as_a_stranger(self, any_lab):
        ann = any_lab.browser()
        ann.get(count_visits)

        ann.forget_cookies()

        assert ann.key is None
        assert ann.get(count_visits).text == "1"

    def test_what_is_stored_stays_when_a_browser_forgets_its_cookies(self, lab):
        ann = lab.browser()
        ann.get(count_visits)
        key = ann.key

        ann.forget_cookies()

        assert lab.store.read(key).data == {"visits": 1}

    def test_a_cookie_is_copied_to_another_browser_and_kept(self, lab):
        ann, eve = lab.browser(), lab.browser()
        ann.get(count_visits)

        ann.copy_cookie_to(eve)

        assert ann.session_cookie == eve.session_cookie

    def test_a_cookie_is_copied_by_its_name_and_no_other_with_it(self, lab):
        ann, eve = lab.browser(), lab.browser()
        ann.get(count_visits)
        ann.get(give_cookie, "color", "blue")

        ann.copy_cookie_to(eve, "color")

        assert eve.get(show_cookies).text == "color=blue"

    def test_where_there_is_no_cookie_none_is_copied(self, lab):
        ann, eve = lab.browser(), lab.browser()
        eve.get(count_visits)

        ann.copy_cookie_to(eve)

        assert eve.session == {"visits": 1}
        assert lab.story[-1] == "Ann has no cookie that could be copied to Ben."

    def test_a_browser_that_is_closed_loses_the_cookies_without_a_date(self, lab):
        ann = lab.browser()
        ann.get(count_visits)
        ann.get(give_cookie, "color", "blue")

        ann.restart()

        assert [cookie.name for cookie in ann.cookies] == ["sessionid"]

    def test_the_session_cookie_has_the_name_that_the_settings_give(self, new_lab):
        ann = new_lab(SESSION_COOKIE_NAME="locker").browser()

        ann.get(count_visits)

        assert ann.session_cookie.name == "locker"
        assert ann.get(count_visits).text == "2"

    def test_a_secure_cookie_comes_back_as_browsers_speak_https(self, new_lab):
        ann = new_lab(SESSION_COOKIE_SECURE=True).browser()

        ann.get(count_visits)

        assert ann.session_cookie.secure
        assert ann.get(count_visits).text == "2"

    def test_a_session_cookie_for_a_part_of_the_site_goes_to_no_other(self, new_lab):
        ann = new_lab(SESSION_COOKIE_PATH="/count_visits/").browser()
        ann.get(count_visits)

        assert ann.get(count_visits).text == "2"
        assert ann.get(show_cookies).text == ""

    def test_a_cookie_without_a_path_goes_to_the_address_that_set_it(self, lab):
        def keep_here(request: HttpRequest, page: str) -> HttpResponse:
            response = HttpResponse(request.COOKIES.get("color", "none"))
            response.cookies["color"] = page
            return response

        ann = lab.browser()
        ann.get(keep_here, "catalog")

        assert ann.get(keep_here, "catalog").text == "catalog"
        assert ann.get(keep_here, "authors").text == "none"


class TestTheStory:
    def test_browsers_are_called_by_names(self, lab):
        assert [lab.browser(name).name for name in ("", "", "Zoe", "")] == ["Ann", "Ben", "Zoe", "Dan"]

    def test_everything_that_happened_is_told_in_order(self, lab):
        ann, eve = lab.browser(), lab.browser("Eve")
        ann.get(count_visits)
        ann.post(show_request, "catalog", size=3)
        lab.later(days=1, minutes=5)
        ann.copy_cookie_to(eve)
        eve.forget_cookies()
        eve.restart()
        eve.get(lambda request: HttpResponseRedirect("/catalog/"), page=2)
        eve.get(lambda request: None)

        assert [sentence[:65] for sentence in lab.story] == [
            'Ann opened count_visits(), and got "1"',
            'Ann sent size=3 to show_request("catalog"), and got "{"method": "',
            "1 day 5 minutes passed.",
            "The cookie of Ann was copied to Eve.",
            "Eve deleted all cookies.",
            "Eve closed the browser, and opened it again.",
            "Eve opened <lambda>() with page=2, and got 302, which leads to /c",
            "Eve opened <lambda>(), and got 500: ValueError: The view tests.co",
        ]

    def test_users_and_settings_are_told_too(self, lab):
        lab.user("ben", password="secret")
        with lab.settings(SESSION_COOKIE_AGE=60):
            pass

        assert lab.story == [
            "There is a user ben with the password secret.",
            "Settings: SESSION_COOKIE_AGE = 60",
        ]
