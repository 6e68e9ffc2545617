"""What can be stored."""

from __future__ import annotations

import http

import pytest
from django.conf import global_settings
from django.contrib.sessions import serializers
from django.http import HttpResponse

from tests.course.lessons.exchanges import session_cookie
from tests.factories import make_book

pytestmark = pytest.mark.django_db


def test_what_json_knows_comes_back_as_it_was(run):
    exchange = run("store_plain_values")

    assert exchange["stored"] == exchange["after"]


@pytest.mark.parametrize("operation", ["store_date", "astore_date", "store_book", "store_good_and_bad"])
def test_a_value_that_json_does_not_know_breaks_the_answer_after_the_view(run, operation):
    exchange = run(operation)

    assert exchange["status"] == 500
    assert exchange["error"]["type"] == "TypeError"
    assert exchange["error"]["message"].endswith("is not JSON serializable")
    assert "not_storable" in exchange["findings"]


def test_a_date_and_a_decimal_are_kept_as_texts(run):
    assert run("store_date_as_text")["stored"]["due"] == "2030-01-31"
    assert run("store_decimal_as_text", price="9.90")["result"] == "19.80"


def test_a_price_that_is_none_fails_in_the_view(run):
    exchange = run("store_decimal_as_text", price="cheap")

    assert exchange["error"]["type"] == "InvalidOperation"
    assert exchange["findings"][0] == "raised"


def test_the_number_of_a_book_can_be_stored(run):
    book = make_book(title="Emma")

    exchange = run("store_book_number")

    assert exchange["stored"]["book"] == book.pk
    assert exchange["result"] == "Emma"


def test_one_bad_value_takes_the_good_ones_with_it(run):
    run("store_plain_values")

    exchange = run("store_good_and_bad")

    assert "good" in exchange["after"]
    assert list(exchange["stored"]) == ["plain"]


def test_a_number_as_key_is_found_in_the_same_request_and_not_in_the_next(run):
    assert run("store_integer_key")["result"] == "seven"
    assert run("read_integer_key")["error"] == {"type": "KeyError", "message": "7"}
    assert run("read_text_key")["result"] == "seven"


def test_a_tuple_comes_back_as_a_list(run):
    assert run("store_tuple")["result"] == "tuple"
    assert run("read_tuple")["result"] == "list"


def test_the_stored_text_has_three_parts_and_is_read_back(run):
    text, _, data = run("encode_and_decode")["result"].partition(" says ")

    assert len(text.split(":")) == 3
    assert data == "{'number': 7}"


def test_the_stored_text_can_be_read_without_the_key(run):
    assert run("read_without_secret_key")["result"] == '{"pin":"1234"}'


def test_a_text_with_a_wrong_signature_is_an_empty_session_and_a_line_in_the_log(run, caplog):
    exchange = run("decode_forged")

    assert exchange["error"] is None
    assert exchange["result"] == "{}"
    assert "Session data corrupted" in caplog.messages


def test_a_new_secret_key_empties_sessions_and_a_fallback_keeps_them(run, settings):
    run("remember_name", name="Ada")
    old, settings.SECRET_KEY = settings.SECRET_KEY, "a new one, which is as long as it should be"

    assert run("as_dict")["after"] == {}

    settings.SECRET_KEY_FALLBACKS = [old]
    assert run("as_dict")["after"] == {"name": "Ada"}


def test_a_long_text_is_compressed(run):
    exchange = run("store_long_text")

    assert len(exchange["stored"]["long"]) > 10 * len(exchange["row_after"]["session_data"])


def test_django_writes_json_and_has_no_serializer_for_pickle():
    assert global_settings.SESSION_SERIALIZER == "django.contrib.sessions.serializers.JSONSerializer"
    assert not hasattr(serializers, "PickleSerializer")


# What a page about another library says


def test_update_keeps_the_entries_that_are_not_named(run):
    run("remember_name", name="Ada")

    assert set(run("update_many")["stored"]) == {"name", "username", "email"}


def test_440_is_no_registered_status():
    with pytest.raises(ValueError, match="440"):
        http.HTTPStatus(440)


def test_an_expired_session_is_an_empty_one(run, settings):
    settings.SESSION_COOKIE_AGE = -1
    run("remember_name")

    exchange = run("as_dict")

    assert exchange["after"] == {}
    assert exchange["status"] == 200
    assert session_cookie(exchange)["Max-Age"] == "0"


def test_httpresponse_ignores_data():
    response = HttpResponse()
    response.data = "Something went wrong"

    assert response.content == b""
