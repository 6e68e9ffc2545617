"""Undecodable requests are refused with the right status and a sentence, without data loss."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from tests.factories import make_book
from tests.raw_requests import TOKEN, RawRequest, form, sentence
from tests.sessions import FORM

PREFERENCES = b"/catalog/preferences/"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_log")]


class TestEncodings:
    @pytest.mark.parametrize(
        "charset",
        [
            *("charset=hex", "charset=idna", "charset=undefined", "charset=unicode_escape", "charset=utf-7"),
            *("CHARSET = latin-1", 'charset="utf-16"', "charset=", "a=b; charset=rot13", "charset*=utf-8''hex"),
        ],
    )
    def test_any_encoding_but_utf_8_is_refused_before_a_query_is_decoded(self, send, charset):
        headers = {"content-type": f"text/plain; {charset}"}

        answer = send(RawRequest("GET", b"/catalog/books/?q=%41", headers))

        assert answer.status == 400
        assert "accepts only UTF-8" in sentence(answer)

    @pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"', '"utf8"', "us-ascii", "ASCII ; a=b"])
    def test_utf_8_is_read_under_each_of_its_names(self, send, charset):
        content_type = f"{FORM}; charset={charset}"

        found = send(RawRequest("GET", b"/catalog/books/?q=%C3%A9", {"content-type": content_type}))
        body = f"csrfmiddlewaretoken={TOKEN}&page_size=25&accent=plum&theme=dark".encode()
        kept = send(form(body, content_type=content_type))

        assert found.page.select_one("main input[name=q]")["value"] == "é"
        assert kept.status == 302

    @pytest.mark.parametrize("value", ["text/plain; a*=no-such-encoding''b", "text/plain; a=" + "b" * 10_000])
    def test_a_content_type_that_cannot_be_parsed_is_refused(self, send, value):
        answer = send(RawRequest("POST", PREFERENCES, {"content-type": value}))

        assert answer.status == 400
        assert "Content-Type" in sentence(answer)

    @pytest.mark.parametrize("value", ["text/html;a*=no-such-encoding''b", "a" * 10_001])
    def test_an_accept_that_cannot_be_parsed_is_refused(self, send, value):
        answer = send(RawRequest("GET", b"/sessions/inspector/", {"accept": value}))

        assert answer.status == 400
        assert "Accept" in sentence(answer)

    def test_who_asks_for_json_is_refused_in_json(self, send):
        headers = {"content-type": "text/plain; charset=hex", "accept": "application/json"}

        answer = send(RawRequest("GET", b"/sessions/run/?a=b", headers))

        assert answer.status == 400
        assert "accepts only UTF-8" in json.loads(answer.body)["refused"]


class TestAddresses:
    @pytest.mark.parametrize("query", [b"%FF", b"\xff", b"%ED%A0%80", b"caf%E9", b"\xed\xa0\x80"])
    def test_a_query_that_is_not_utf_8_is_refused(self, send, query):
        answer = send(RawRequest("GET", b"/catalog/books/?q=" + query))

        assert answer.status == 400
        assert "not UTF-8" in sentence(answer)

    def test_a_query_with_too_many_fields_is_refused(self, send):
        answer = send(RawRequest("GET", b"/catalog/books/?" + b"a=b&" * 1000))

        assert answer.status == 400
        assert "more fields" in sentence(answer)

    @pytest.mark.parametrize("address", [b"/%FF", b"/%ED%A0%80", b"/catalog/%C3", b"/static/%FF", b"/" + b"x" * 5000])
    def test_a_path_that_is_not_utf_8_or_far_too_long_is_no_page(self, send, address):
        answer = send(RawRequest("GET", address))

        assert answer.status == 404
        assert sentence(answer)

    @pytest.mark.parametrize("address", [b"/%00", b"/static/%00", b"/admin/r/5/%00/", b"/accounts/reset/%00/a/"])
    def test_a_null_character_in_a_path_is_refused(self, send, address):
        answer = send(RawRequest("GET", address))

        assert answer.status == 400
        assert "null character" in sentence(answer)

    @pytest.mark.parametrize("page", ["0", "-1", "nonsense", "9" * 30, "1e3", "²", "\0", "NaN"])
    def test_a_page_that_is_none_is_the_first_or_not_there(self, client, page):
        make_book()

        assert client.get(reverse("books"), {"page": page}).status_code in {200, 404}

    @pytest.mark.parametrize("key", [2**31, 2**63 - 1, 2**63, 10**40])
    @pytest.mark.parametrize("name", ["book-detail", "author-detail", "genre-detail", "language-detail"])
    def test_a_key_larger_than_a_database_holds_is_no_page(self, client, name, key):
        assert client.get(reverse(name, args=[key])).status_code == 404

    def test_without_a_host_the_server_speaks_for_itself(self, send):
        assert send(RawRequest("GET", b"/catalog/", {"host": None})).status == 200

    @pytest.mark.parametrize("method", ["TRACE", "PROPFIND", "BREW", "get", "PUT", "DELETE", "PATCH"])
    def test_a_method_that_a_page_does_not_know_gets_a_page_that_says_so(self, send, method):
        address = b"/catalog/reading-list/"

        answer = send(RawRequest(method, address))

        assert answer.status in ({200} if method == "get" else {403, 405})
        assert answer.page.select_one("main h1").get_text()


class TestWhereToGoOn:
    @pytest.mark.parametrize(
        "address",
        ["foo", "#x", "?", "", "//evil.example", "http://evil.example/", "\\\\evil", "/" * 3, "http://[", "\0"],
    )
    def test_preferences_are_kept_whatever_stands_for_the_page_to_go_on_to(self, client, address):
        choices = {"page_size": "25", "accent": "plum", "theme": "dark", "next": address}

        response = client.post(reverse("preferences"), choices)

        assert (response.status_code, response["Location"]) == (302, reverse("preferences"))
        assert client.session["accent"] == "plum"

    @pytest.mark.parametrize("length", [3_000, 20_000, 100_000])
    @pytest.mark.parametrize("view", ["preferences", "login"])
    def test_a_page_to_go_on_to_may_be_as_long_as_it_likes(self, client, reader, view, length):
        choices = {"page_size": "25", "accent": "plum", "theme": "dark"}
        log_in = {"username": "ann", "password": "password"}

        response = client.post(reverse(view), choices | log_in | {"next": "/" + "x" * length})

        assert response.status_code == 302
        assert client.session.get("accent") == "plum" or "_auth_user_id" in client.session


class TestCookies:
    @pytest.mark.parametrize("cookie", ["sessionid=\\000", 'sessionid="\\000"', "csrftoken=\x00", 'theme="\\000"'])
    def test_a_cookie_with_a_null_character_counts_as_none(self, send, cookie):
        answer = send(RawRequest("GET", b"/catalog/", {"cookie": cookie}))

        assert answer.status == 200

    @pytest.mark.parametrize("name", ["sessionid", "csrftoken", "theme", "messages", "course_reader", "known_browser"])
    @pytest.mark.parametrize("value", ["\xff", "\xed\xa0\x80", '"\\355\\240\\200"', "x" * 5000, "=;=", "[]", ":::"])
    def test_a_cookie_that_nobody_was_given_is_harmless(self, send, name, value):
        headers = {"cookie": f"{name}={value}"}

        assert send(RawRequest("GET", b"/catalog/", headers)).status == 200
        assert send(RawRequest("GET", b"/sessions/", headers)).status == 200
