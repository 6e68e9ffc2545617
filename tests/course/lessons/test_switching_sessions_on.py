"""Switching sessions on."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, connection

pytestmark = pytest.mark.django_db

SESSIONS = "django.contrib.sessions.middleware.SessionMiddleware"


def test_this_site_has_the_app_the_middleware_and_an_engine(run):
    assert run("check_setup")["result"] == f"App: True. Middleware: True. Engine: {settings.SESSION_ENGINE}."


def test_the_session_is_a_store_of_the_engine_and_no_dictionary(run):
    result = run("what_is_it")["result"]

    assert result == "django.contrib.sessions.backends.db.SessionStore, a dict: False"


def test_the_store_asks_the_database_only_when_a_view_asks_for_contents(run):
    run("remember_name")

    assert run("what_is_it")["queries"] == []
    assert len(run("recognize")["queries"]) == 1


def test_three_lines_do_what_the_middleware_does_on_the_way_in(run):
    run("remember_name")
    exchange = run("open_session_by_hand")

    assert exchange["result"] == "request.session, made again by hand: {'name': 'Ada'}"
    assert not exchange["accessed"]
    assert len(exchange["queries"]) == 1


def test_without_the_middleware_the_request_has_no_session(run):
    assert run("without_session")["error"] == {
        "type": "AttributeError",
        "message": "'WSGIRequest' object has no attribute 'session'",
    }


def test_the_authentication_middleware_says_that_it_needs_sessions(run):
    error = run("authenticate_without_session")["error"]

    assert error["type"] == "ImproperlyConfigured"
    assert SESSIONS in error["message"]


@pytest.mark.parametrize("moved", [[], [SESSIONS]], ids=["left out", "below"])
def test_a_site_needs_the_middleware_above_the_one_for_log_ins(client, settings, moved):
    others = [name for name in settings.MIDDLEWARE if name != SESSIONS]
    settings.MIDDLEWARE = others + moved

    with pytest.raises(ImproperlyConfigured, match="SessionMiddleware"):
        client.get("/accounts/login/")


def test_a_dictionary_in_its_place_is_lost_without_an_error(run):
    run("remember_name", name="Grace")
    exchange = run("replace_with_dict")

    assert exchange["error"] is None
    assert exchange["set_cookie"] == []
    assert exchange["stored"] == {"name": "Grace"}


def test_the_table_holds_the_rows_of_all_and_the_expired_ones_too(run):
    run("remember_name")
    Session.objects.create(session_key="a" * 32, session_data="", expire_date="2001-01-01T00:00Z")

    assert run("count_rows")["result"] == "2 rows, 1 of them not expired"


def test_clearsessions_deletes_the_expired_rows(run):
    run("remember_name")
    Session.objects.create(session_key="a" * 32, session_data="", expire_date="2001-01-01T00:00Z")
    call_command("clearsessions")

    assert run("count_rows")["result"] == "1 rows, 1 of them not expired"


def test_without_the_table_the_first_write_fails(client):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE django_session")

    assert client.get("/catalog/books/").status_code == 200
    with pytest.raises(DatabaseError, match="django_session"):
        client.get("/catalog/")


def test_django_brings_five_engines_and_their_base(run):
    assert run("list_engines")["result"] == "base, cache, cached_db, db, file, signed_cookies"


def test_a_signed_cookie_can_be_read_without_the_secret_key(run):
    assert run("read_signed_cookie")["result"] == '{"pin":"1234"}'


@pytest.mark.parametrize(("engine", "rows"), [("cache", 0), ("cached_db", 1), ("file", 0), ("signed_cookies", 0)])
def test_an_engine_decides_where_contents_are_kept_and_the_views_stay_the_same(run, use_engine, engine, rows):
    use_engine(engine)
    run("remember_name")

    assert run("recognize")["result"] == "Hello, Ada."
    assert Session.objects.count() == rows


@pytest.mark.parametrize("engine", ["cache", "cached_db"])
def test_an_engine_with_a_cache_spares_the_query(run, use_engine, engine):
    use_engine(engine)
    run("remember_name")

    assert run("recognize")["queries"] == []
