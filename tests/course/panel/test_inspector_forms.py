"""What the reader does on the page "Your session": delete the cookie, forget everything, and the forms for it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client

from tests.course.panel.page import HOME, INSPECTOR, PANEL, rows_of
from tests.sessions import key_of, put, rows, stored

pytestmark = pytest.mark.django_db

CHANGE = "/sessions/inspector/change/"
DELETE_COOKIE = "/sessions/inspector/cookie/delete/"
FORGET = "/sessions/inspector/forget/"
STORE = "/sessions/inspector/entries/store/"
REMOVE = "/sessions/inspector/entries/remove/"
POST_ONLY = (DELETE_COOKIE, FORGET, STORE, REMOVE)


@pytest.fixture
def careful_client() -> Client:
    """A browser whose forms are checked for their tokens, as on the real site."""
    return Client(enforce_csrf_checks=True)


def actions_of(page) -> set[str]:
    """Return where the forms of the main part of a page go, apart from those that only look."""
    return {form["action"] for form in page.select('main form[method="post"]')} - {INSPECTOR, PANEL}


class TestDeleteMyCookie:
    def test_the_cookie_is_gone_and_the_row_is_untouched(self, client, soup):
        client.get(HOME)
        before = rows()

        response = client.post(DELETE_COOKIE)

        assert response.cookies["sessionid"]["max-age"] == 0
        assert key_of(client) is None
        assert rows() == before
        assert soup(response).h1.get_text() == "Your cookie is deleted, the session stays"

    def test_both_are_shown(self, client, soup):
        client.get(HOME)
        key = key_of(client)

        page = soup(client.post(DELETE_COOKIE))

        stays, gone = page.select("main .card")
        assert stays.select_one("h2 .tag").get_text() == f"{key[:6]}…"
        assert rows_of(page) == [("num_visits", "1", "int", "")]
        assert "one row" in stays.get_text()
        assert gone.select_one(".tag").get_text() == "no cookie"
        assert key[:7] not in str(page)

    def test_the_next_page_takes_the_visitor_for_a_new_one(self, client):
        client.get(HOME)
        client.post(DELETE_COOKIE)

        assert client.get(HOME).context["num_visits"] == 1
        assert Session.objects.count() == 2

    def test_the_whole_key_would_bring_it_back(self, client):
        client.get(HOME)
        key = key_of(client)
        client.post(DELETE_COOKIE)

        client.cookies["sessionid"] = key

        assert client.get(HOME).context["num_visits"] == 2

    @pytest.mark.parametrize("save_every_request", [False, True])
    def test_nothing_is_saved_whatever_the_engine(self, client, storage, settings, save_every_request):
        settings.SESSION_SAVE_EVERY_REQUEST = save_every_request
        client.get(HOME)
        before = storage.contents()

        client.post(DELETE_COOKIE)

        assert storage.contents() == before
        assert key_of(client) is None

    def test_it_is_the_cookie_that_was_set(self, client, settings):
        settings.SESSION_COOKIE_PATH, settings.SESSION_COOKIE_DOMAIN = "/", "testserver"
        settings.SESSION_COOKIE_SAMESITE = "Strict"
        put(client, {"a": 1})

        morsel = client.post(DELETE_COOKIE).cookies["sessionid"]

        assert (morsel["path"], morsel["domain"], morsel["samesite"]) == ("/", "testserver", "Strict")

    def test_a_session_in_the_cookie_itself_goes_with_it(self, client, soup, use_engine):
        use_engine("signed_cookies")
        client.get(HOME)

        page = soup(client.post(DELETE_COOKIE))

        assert page.h1.get_text() == "Your cookie is deleted, and the session with it"
        assert not page.select(".entries")

    def test_without_a_session_there_is_nothing_to_show(self, client, soup):
        page = soup(client.post(DELETE_COOKIE))

        assert "Nothing was stored under its key" in page.select_one("main").get_text()
        assert Session.objects.count() == 0


class TestForgetEverything:
    def test_row_and_cookie_are_both_gone(self, client, soup):
        client.get(HOME)

        response = client.post(FORGET)

        assert response.url == INSPECTOR
        assert key_of(client) is None
        assert Session.objects.count() == 0
        page = soup(client.get(INSPECTOR))
        assert "Everything is forgotten" in page.select_one(".messages").get_text()
        assert "Your browser sent no session cookie" in page.select_one(".panel").get_text()

    def test_nothing_is_left_whatever_the_engine(self, client, storage):
        client.get(HOME)

        client.post(FORGET)

        assert storage.is_empty
        assert key_of(client) is None

    def test_it_logs_out(self, client):
        client.force_login(User.objects.create(username="ann"))

        client.post(FORGET)

        assert client.get(HOME).context["user"].is_anonymous

    def test_an_expired_row_goes_too(self, client):
        client.get(HOME)
        Session.objects.update(expire_date="2001-01-01T00:00Z")

        client.post(FORGET)

        assert Session.objects.count() == 0

    def test_other_visitors_keep_theirs(self, client):
        other = Client()
        other.get(HOME)
        client.get(HOME)

        client.post(FORGET)

        assert stored(other) == {"num_visits": 1}

    def test_without_a_session_it_starts_none(self, client):
        assert client.post(FORGET).url == INSPECTOR
        assert Session.objects.count() == 0


class TestForms:
    @pytest.mark.parametrize("path", POST_ONLY)
    def test_a_change_is_a_post(self, client, path):
        assert client.get(path).status_code == 405

    def test_the_page_of_the_forms_is_a_get(self, client):
        assert client.post(CHANGE).status_code == 405

    @pytest.mark.parametrize("path", POST_ONLY)
    def test_a_form_without_a_token_is_refused_and_changes_nothing(self, careful_client, soup, path):
        careful_client.get(HOME)
        before = rows()

        response = careful_client.post(path, {"name": "color", "value": "blue"})

        assert response.status_code == 403
        assert soup(response).select_one("h1")
        assert "sessionid" not in response.cookies
        assert rows() == before

    @pytest.mark.parametrize("path", [INSPECTOR, PANEL])
    def test_a_look_needs_no_token(self, careful_client, path):
        careful_client.get(HOME)

        assert careful_client.post(path, {"seen": ""}).status_code == 200

    def test_every_form_of_the_page_carries_a_token_that_works(self, careful_client, soup):
        put(careful_client, {"color": "blue"})
        careful_client.get(CHANGE)
        page = soup(careful_client.get(INSPECTOR))
        assert actions_of(page) == set(POST_ONLY)

        for action in (STORE, REMOVE, DELETE_COOKIE, FORGET):
            form = page.select_one(f'main form[action="{action}"]')
            data = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
            assert data["csrfmiddlewaretoken"], action
            assert careful_client.post(action, data).status_code in {200, 302}, action

    def test_the_card_of_the_home_page_has_tokens_that_work(self, careful_client, soup):
        for _ in range(2):  # with and without a CSRF cookie in the request
            page = soup(careful_client.get(HOME))
            form = page.select_one(f'.card form[action="{FORGET}"]')
            token = form.select_one("input[name=csrfmiddlewaretoken]")["value"]
            assert careful_client.post(FORGET, {"csrfmiddlewaretoken": token}).status_code == 302

    def test_the_live_panel_has_tokens_that_work(self, careful_client, soup):
        careful_client.get(HOME)

        panel = soup(careful_client.post(PANEL, {"seen": ""}, headers={"hx-request": "true"}))
        token = panel.select_one(f'form[action="{FORGET}"] input[name=csrfmiddlewaretoken]')["value"]

        assert careful_client.post(FORGET, {"csrfmiddlewaretoken": token}).status_code == 302

    def test_a_browser_without_a_csrf_cookie_gets_the_forms_on_a_page_that_gives_it_one(self, careful_client, soup):
        put(careful_client, {"color": "blue"})
        looked = soup(careful_client.get(INSPECTOR))
        assert actions_of(looked) == set()
        [link, *_] = looked.select(f'main a[href="{CHANGE}"]')

        page = soup(careful_client.get(link["href"]))

        assert actions_of(page) == set(POST_ONLY)
        token = page.select_one("main input[name=csrfmiddlewaretoken]")["value"]
        careful_client.post(STORE, {"name": "pet", "value": "cat", "csrfmiddlewaretoken": token})
        assert stored(careful_client) == {"color": "blue", "pet": "cat"}
        assert actions_of(soup(careful_client.get(INSPECTOR))) == set(POST_ONLY)

    def test_what_the_forms_allow_is_what_is_stored(self, client, soup):
        page = soup(client.get(CHANGE))

        assert page.select_one("#entry_name")["maxlength"] == "100"
        assert page.select_one("#entry_value")["maxlength"] == "2000"
        assert "holds no entry of your own" in page.select_one("main").get_text()

    def test_only_the_readers_own_entries_can_be_taken_out(self, client, soup):
        client.force_login(User.objects.create(username="ann"))
        client.get(HOME)
        put(client, {"color": "blue"})

        names = [field["value"] for field in soup(client.get(CHANGE)).select(f'form[action="{REMOVE}"] [name=name]')]

        assert names == ["color"]


class TestFrame:
    """Without JavaScript the strip shows the panel in a frame, so that one page may be framed, by this site alone."""

    def test_the_panel_may_be_framed_by_this_site(self, client):
        response = client.get(PANEL)

        assert response["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in response["Content-Security-Policy"].split("; ")

    @pytest.mark.parametrize("path", [HOME, INSPECTOR, CHANGE, "/catalog/books/", "/accounts/login/"])
    def test_no_other_page_may(self, client, path):
        response = client.get(path)

        assert response["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"].split("; ")

    def test_pages_may_hold_frames_of_this_site_alone(self, client):
        assert "frame-src 'self'" in client.get("/catalog/books/")["Content-Security-Policy"].split("; ")

    def test_the_strip_holds_the_frame_where_there_is_no_javascript(self, client, soup):
        frame = soup(client.get("/catalog/books/")).select_one(".strip noscript iframe")

        assert frame["src"] == PANEL
        assert frame["title"]

    def test_the_panel_is_a_page_of_its_own_with_a_button_to_look_again(self, client, soup):
        client.get(HOME)

        page = soup(client.get(PANEL))

        assert page.html["lang"] == "en"
        assert page.title.get_text().startswith("Your session")
        assert page.select_one(f'form[action="{PANEL}"] input[name=seen]')["value"]
        assert rows_of(page) == [("num_visits", "1", "int", "")]
        for form in page.select("form"):
            assert form.get("target") == "_top" or form["action"] == PANEL

    def test_for_htmx_it_is_the_panel_alone(self, client, soup):
        part = soup(client.post(PANEL, {"seen": ""}, headers={"hx-request": "true"}))

        assert not part.html
        assert part.select_one("div.panel")
