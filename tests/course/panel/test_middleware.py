"""The panel in the pages of the library: the session as the page's own response leaves it."""

from __future__ import annotations

import pytest
from asgiref.sync import async_to_sync
from django.contrib.sessions.models import Session
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.test import AsyncClient, Client
from django.urls import include, path

from catalog.course.panel.middleware import CARD, STRIP
from tests.course.panel.page import HOME, facts_of, rows_of
from tests.sessions import key_of, put

pytestmark = pytest.mark.django_db

PLACES = f"<p>{STRIP.decode()} and {CARD.decode()}</p>"


def plain(request):
    return HttpResponse(PLACES, content_type="text/plain")


def data(request):
    return JsonResponse({"text": PLACES})


def streaming(request):
    return StreamingHttpResponse(iter([PLACES.encode()]))


def without_place(request):
    return HttpResponse("<p>No place</p>")


def nothing(request):
    return HttpResponse(status=204)


def strip_twice(request):
    return HttpResponse(STRIP + b"<hr>" + STRIP)


def changes_then_answers(request):
    request.session["color"] = "blue"
    return HttpResponse(CARD)


def flushes(request):
    request.session.flush()
    return HttpResponse(STRIP)


def interrupted(request):
    """Lose the session to another tab in the middle of a request that changes it."""
    request.session["color"] = "blue"
    Session.objects.all().delete()
    return HttpResponse("never seen")


views = (plain, data, streaming, without_place, nothing, strip_twice, changes_then_answers, flushes, interrupted)
urlpatterns = [path("", include("locallibrary.urls")), *(path(f"{view.__name__}/", view) for view in views)]
our_views = pytest.mark.urls(__name__)
handler400 = "catalog.views.errors.bad_request"


class TestHomePage:
    def test_the_card_shows_the_session_as_this_response_saved_it(self, client, soup):
        for visit in (1, 2):
            response = client.get(HOME)

            page = soup(response)
            assert f"visited this page {visit} time" in page.select_one(".byline").get_text()
            assert rows_of(page.select_one(".card[aria-label='Your session']")) == [
                ("num_visits", str(visit), "int", "")
            ]
            assert page.select_one(".card .tag").get_text() == f"{key_of(client)[:6]}…"

    def test_the_card_shows_the_cookie_as_this_response_sent_it(self, client, soup):
        response = client.get(HOME)

        shown = facts_of(soup(response))["Cookie"]
        assert f"Expires={response.cookies['sessionid']['expires']}" in shown
        assert "HttpOnly" in shown

    def test_it_is_live(self, client, soup):
        panel = soup(client.get(HOME)).select_one(".card [data-session-panel]")

        assert panel["hx-post"] == "/sessions/inspector/panel/"
        assert panel.select_one("input[name=seen]")["value"]

    @pytest.mark.parametrize("engine", ["cached_db", "cache", "file", "signed_cookies"])
    def test_the_card_is_right_whatever_the_engine(self, client, soup, use_engine, engine):
        use_engine(engine)
        client.get(HOME)

        page = soup(client.get(HOME))

        assert rows_of(page) == [("num_visits", "2", "int", "")]


class TestPages:
    @pytest.mark.parametrize("address", [HOME, "/catalog/books/", "/catalog/nowhere", "/accounts/login/"])
    def test_the_length_is_that_of_what_is_sent(self, client, address):
        response = client.get(address)

        assert int(response["Content-Length"]) == len(response.content)
        assert b"your-session:" not in response.content

    def test_a_visitor_without_a_session_sees_none(self, client, soup):
        assert soup(client.get("/catalog/books/")).select_one(".strip .tag").get_text() == "none yet"

    def test_a_visitor_whose_cookie_is_deleted_by_the_response_sees_none(self, client, soup):
        client.cookies["sessionid"] = "abcdefghijklmnopqrstuvwxyz012345"

        response = client.get("/catalog/books/")

        assert response.cookies["sessionid"].value == ""
        assert soup(response).select_one(".strip .tag").get_text() == "none yet"

    @pytest.mark.parametrize("address", ["/sessions/inspector/", "/sessions/inspector/panel/"])
    def test_a_page_that_shows_the_session_has_no_strip(self, client, soup, address):
        assert not soup(client.get(address)).select(".strip")

    def test_a_head_request_gets_the_same_headers(self, client):
        for method in (client.get, client.head):
            response = method("/catalog/books/")
            assert "private" in response["Cache-Control"]

    def test_a_visitor_cannot_write_a_place(self, client, soup):
        client.get(HOME)
        put(client, {"a": PLACES, PLACES: "a"})

        page = soup(client.get(HOME))

        assert len(page.select("[data-session-panel]")) == 1
        assert rows_of(page)[1][1].startswith(f'"{PLACES[:10]}')


@our_views
class TestOtherResponses:
    @pytest.mark.parametrize("name", ["plain", "data"])
    def test_what_is_no_page_is_left_as_it_is(self, client, name):
        client.get(HOME)

        response = client.get(f"/{name}/")

        assert STRIP in response.content
        assert CARD in response.content
        assert "Cache-Control" not in response

    def test_a_stream_is_left_as_it_is(self, client):
        response = client.get("/streaming/")

        assert b"".join(response.streaming_content) == PLACES.encode()
        assert "Content-Length" not in response
        assert "Cache-Control" not in response

    @pytest.mark.parametrize("name", ["without_place", "nothing"])
    def test_a_page_without_a_place_is_left_as_it_is(self, client, name):
        response = client.get(f"/{name}/")

        assert response.content in {b"<p>No place</p>", b""}
        assert "Cache-Control" not in response
        assert "Vary" not in response

    def test_one_place_is_filled_once(self, client):
        response = client.get("/strip_twice/")

        assert response.content.count(b"<aside") == 1

    def test_a_view_of_any_kind_is_shown_as_it_leaves_the_session(self, client, soup):
        page = soup(client.get("/changes_then_answers/"))

        assert rows_of(page) == [("color", '"blue"', "str", "")]

    def test_a_view_that_flushes_leaves_none_to_show(self, client, soup):
        client.get(HOME)

        page = soup(client.get("/flushes/"))

        assert page.select_one(".strip .tag").get_text() == "none yet"


@our_views
class TestSessionInterrupted:
    """The row was deleted in another tab while a request that changes the session was on its way."""

    @pytest.mark.parametrize("debug", [False, True])
    def test_it_is_a_page_with_a_sentence(self, client, soup, settings, debug):
        settings.DEBUG = debug
        client.get(HOME)

        response = client.post("/interrupted/")

        assert response.status_code == 400
        assert soup(response).select_one(".lede").get_text().startswith("Your session was deleted while")
        assert soup(response).select_one("main h1")

    def test_the_session_does_not_come_back(self, client):
        client.get(HOME)

        client.post("/interrupted/")

        assert Session.objects.count() == 0
        assert client.get(HOME).context["num_visits"] == 1

    def test_a_look_is_never_interrupted(self, client):
        client.get(HOME)
        client.post("/interrupted/")

        assert client.get("/sessions/inspector/").status_code == 200


class TestAsgi:
    @pytest.fixture
    def get(self):
        """A function that asks as an ASGI server would, in one browser."""
        client = AsyncClient()
        return async_to_sync(client.get)

    def test_the_card_shows_the_session_as_this_response_saved_it(self, get, soup):
        for visit in (1, 2):
            response = get(HOME)

            assert rows_of(soup(response)) == [("num_visits", str(visit), "int", "")]
            assert int(response["Content-Length"]) == len(response.content)
            assert "private" in response["Cache-Control"]

    def test_the_strip_shows_the_key(self, get, soup):
        key = get(HOME).cookies["sessionid"].value

        assert soup(get("/catalog/books/")).select_one(".strip .tag").get_text() == f"{key[:6]}…"

    def test_a_look_changes_nothing(self, get):
        get(HOME)
        before = Session.objects.get()

        for address in ("/sessions/inspector/", "/sessions/inspector/panel/"):
            response = get(address)
            assert response.status_code == 200
            assert not response.cookies
            assert "no-store" in response["Cache-Control"]

        after = Session.objects.get()
        assert (after.session_data, after.expire_date) == (before.session_data, before.expire_date)

    def test_it_answers_json(self, get):
        get(HOME)

        assert get("/sessions/inspector/", headers={"accept": "application/json"}).json()["data"] == {"num_visits": 1}


def test_two_browsers_see_their_own_card(soup):
    ann, bob = Client(), Client()
    ann.get(HOME)

    assert rows_of(soup(ann.get(HOME)))[0][1] == "2"
    assert rows_of(soup(bob.get(HOME)))[0][1] == "1"
