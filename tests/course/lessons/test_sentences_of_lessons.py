"""Sentences of the lessons that hold in some states, engines or settings alone: what is true, on Django itself."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.contrib.auth import get_user
from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.exceptions import InvalidSessionKey
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from catalog.course.exchange.record import Exchange
from catalog.course.exchange.run import run
from tests.course.exchange.truth.running import run_cell
from tests.course.exchange.truth.states import ENGINES, STATES

pytestmark = pytest.mark.django_db

ON_A_SERVER = ("db", "cached_db", "cache", "file")


@pytest.fixture
def exchange_at(use_engine, settings):
    """A function that runs an operation of the course in a state, on an engine, and returns the record."""

    def look_up(name: str, state: str, engine: str) -> Exchange:
        use_engine(engine)
        settings.SESSION_SAVE_EVERY_REQUEST = STATES[state][2]
        return run_cell(name, state, engine)[0].exchange

    return look_up


def new_store(engine: str, key: str | None = None) -> SessionBase:
    """Return a store object of one of Django's engines."""
    return import_module(f"django.contrib.sessions.backends.{engine}").SessionStore(key)


def stored(engine: str, **entries: object) -> str:
    """Store a session, and return its session key; of ``signed_cookies`` the cookie."""
    session = new_store(engine)
    session.update(entries)
    session.save()
    return session.session_key


# When is it saved?


@pytest.mark.parametrize("engine", ENGINES)
def test_every_request_saves_no_empty_session_for_a_visitor_without_a_cookie(exchange_at, engine):
    assert exchange_at("say_hello", "every request, stranger", engine).set_cookie == []


@pytest.mark.parametrize("engine", ON_A_SERVER)
def test_every_request_begins_an_empty_session_for_a_key_that_opens_nothing(exchange_at, engine):
    exchange = exchange_at("say_hello", "every request, vanished row", engine)

    assert (exchange.gives_cookie, exchange.stored_after, exchange.opens) == (True, {}, True)


@pytest.mark.parametrize("engine", ON_A_SERVER)
def test_so_does_modified_alone(exchange_at, engine):
    exchange = exchange_at("save_without_change", "vanished row", engine)

    assert (exchange.gives_cookie, exchange.stored_after, exchange.opens) == (True, {}, True)


@pytest.mark.parametrize(("state", "queries"), [("with data", 1), ("stranger", 0)])
def test_a_view_that_only_reads_costs_one_query_and_none_for_a_stranger(exchange_at, state, queries):
    assert len(exchange_at("recognize", state, "db").queries) == queries


@pytest.mark.parametrize("engine", ON_A_SERVER)
def test_reading_with_a_key_that_opens_nothing_has_the_cookie_deleted(exchange_at, engine):
    exchange = exchange_at("recognize", "vanished row", engine)

    assert exchange.session_cookie.deletes


@pytest.mark.parametrize(("state", "engine"), [("expired", "file"), ("expired", "signed_cookies")])
def test_two_engines_begin_an_empty_session_where_an_expired_one_is_read(exchange_at, state, engine):
    exchange = exchange_at("recognize", state, engine)

    assert (exchange.gives_cookie, exchange.stored_after) == (True, {})


# What can be stored


@pytest.mark.parametrize("engine", ["db", "cached_db", "file", "signed_cookies"])
@pytest.mark.parametrize("name", ["store_date", "store_book", "store_good_and_bad"])
def test_what_json_does_not_know_is_refused(exchange_at, engine, name):
    assert exchange_at(name, "with data", engine).error.while_saving


def test_a_cache_takes_what_json_does_not_know(exchange_at):
    exchange = exchange_at("store_date", "with data", "cache")

    assert exchange.error is None
    assert exchange.stored_after["due"] == exchange.after["due"]


@pytest.mark.parametrize(
    ("engine", "comes_back"),
    [("db", [3, 4]), ("file", [3, 4]), ("signed_cookies", [3, 4]), ("cache", (3, 4)), ("cached_db", (3, 4))],
)
def test_a_tuple_comes_back_as_a_list_unless_a_cache_has_it(use_engine, engine, comes_back):
    use_engine(engine)
    key = stored(engine, point=(3, 4))

    found = new_store(engine, key)["point"]

    assert (type(found), found) == (type(comes_back), comes_back)


def test_cached_db_gives_a_tuple_back_as_a_list_once_the_cache_is_empty(use_engine):
    use_engine("cached_db")
    key = stored("cached_db", point=(3, 4))
    caches["sessions"].clear()

    assert new_store("cached_db", key)["point"] == [3, 4]


@pytest.mark.parametrize("engine", ["db", "file", "signed_cookies"])
def test_a_new_secret_key_empties_what_is_signed(use_engine, settings, engine):
    use_engine(engine)
    key = stored(engine, name="Ada")

    settings.SECRET_KEY = "another one"

    assert dict(new_store(engine, key).items()) == {}


@pytest.mark.parametrize("engine", ["cache", "cached_db"])
def test_with_a_new_secret_key_a_cache_keeps_the_entries_and_the_log_in_ends(use_engine, settings, engine):
    use_engine(engine)
    user = User.objects.create_user("ann")
    backend = "django.contrib.auth.backends.ModelBackend"
    log_in = {"_auth_user_id": str(user.pk), "_auth_user_backend": backend}
    key = stored(engine, name="Ada", _auth_user_hash=user.get_session_auth_hash(), **log_in)

    settings.SECRET_KEY = "another one"
    request = RequestFactory().get("/")
    request.session = new_store(engine, key)

    assert request.session["name"] == "Ada"
    assert get_user(request).is_anonymous


# Storing and reading


def test_a_dictionary_made_of_a_session_is_a_shallow_copy(use_engine):
    use_engine("db")
    session = new_store("db", stored("db", cart=["a book"]))

    copy = dict(session.items())
    copy["name"] = "Ada"
    copy["cart"].append("a map")
    session.save()

    assert dict(new_store("db", session.session_key).items()) == {"cart": ["a book", "a map"]}


def test_a_template_asks_for_an_attribute_where_no_entry_has_the_name(use_engine):
    use_engine("db")
    request = RequestFactory().get("/")
    request.session = new_store("db", stored("db", name="Ada"))

    def drawn(source: str) -> str:
        return Template(source).render(Context({"request": request}))

    assert drawn("{{ request.session.missing }}") == ""
    assert drawn("{{ request.session.modified }}") == "False"
    assert drawn("{{ request.session.name }}{{ request.session.flush }}") == "AdaNone"
    assert request.session.is_empty()


# The session key


@pytest.mark.parametrize(
    ("sent", "found"), [("1234567", None), ("12345678", "12345678"), ("No Key at all!", "No Key at all!")]
)
@pytest.mark.parametrize("engine", ENGINES)
def test_before_it_is_loaded_a_session_key_is_what_was_sent_from_8_characters_on(use_engine, engine, sent, found):
    use_engine(engine)

    assert new_store(engine, sent).session_key == found


@pytest.mark.parametrize("key", ["ABCDEFGH", "abcd-efgh", "abcdefg/"])
def test_the_file_engine_takes_lower_case_letters_and_digits_alone(use_engine, key):
    use_engine("file")

    with pytest.raises(InvalidSessionKey):
        new_store("file").exists(key)
    assert not new_store("file").exists("abcdefgh1")


@pytest.mark.parametrize("engine", ON_A_SERVER)
def test_a_session_whose_row_was_gone_before_it_was_loaded_is_saved_under_another_key(exchange_at, engine):
    exchange = exchange_at("count_visit", "vanished row", engine)

    assert exchange.stored_after == {"num_visits": 1}
    assert exchange.key_after != exchange.cookie_in


# The engines


def test_signed_cookies_have_nothing_to_look_up_or_delete(use_engine):
    use_engine("signed_cookies")
    cookie = stored("signed_cookies", name="Ada")
    session = new_store("signed_cookies", cookie)

    assert session["name"] == "Ada"
    assert not session.exists(cookie)
    new = new_store("signed_cookies")
    new.create()
    assert new.session_key is None
    session.delete(cookie)
    assert dict(session.items()) == {}
    assert new_store("signed_cookies", cookie)["name"] == "Ada"


@pytest.mark.parametrize("method", ["cycle_key", "flush"])
@pytest.mark.parametrize("engine", ENGINES)
def test_the_old_key_opens_nothing_after_it_unless_the_cookie_holds_all(use_engine, engine, method):
    use_engine(engine)
    key = stored(engine, name="Ada")
    session = new_store(engine, key)
    assert session["name"] == "Ada"

    getattr(session, method)()

    assert dict(new_store(engine, key).items()) == ({"name": "Ada"} if engine == "signed_cookies" else {})


@pytest.mark.parametrize(
    ("engine", "queries"), [("db", 1), ("cached_db", 0), ("cache", 0), ("file", 0), ("signed_cookies", 0)]
)
def test_who_asks_the_database_for_each_request_that_reads(use_engine, django_assert_num_queries, engine, queries):
    use_engine(engine)
    key = stored(engine, name="Ada")

    with django_assert_num_queries(queries):
        assert new_store(engine, key)["name"] == "Ada"


# Expiry and cookies


def test_a_fixed_end_is_not_moved_when_every_request_saves(use_engine, settings):
    use_engine("db")
    settings.SESSION_SAVE_EVERY_REQUEST = True
    session = new_store("db")
    session.set_expiry(session.get_expiry_date())
    session.save()
    before = session.get_expiry_date()

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    request = RequestFactory().get("/")
    request.COOKIES["sessionid"] = session.session_key
    ran = run(view, request)

    assert ran.exchange.row_after.expires == before


@pytest.mark.parametrize(("use_tz", "aware"), [(True, True), (False, False)])
def test_now_has_a_time_zone_with_use_tz_alone(settings, use_tz, aware):
    settings.USE_TZ = use_tz

    assert timezone.is_aware(timezone.now()) is aware
