"""Storing and reading."""

from __future__ import annotations

import django
import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import path

from locallibrary import urls as site_urls
from tests.course.lessons.exchanges import statements

pytestmark = pytest.mark.django_db


def forgets_to_answer(request):
    request.session["my_key"] = "my_value"


urlpatterns = [path("forgets/", forgets_to_answer), *site_urls.urlpatterns]


def error_of(exchange: dict) -> str | None:
    return exchange["error"] and exchange["error"]["type"]


@pytest.mark.parametrize("name", ["set_value", "aset_value"])
def test_a_value_stored_in_one_request_is_read_in_the_next(run, name):
    run(name, key="my_car", value="mini")

    assert run("read_value", key="my_car")["result"] == "mini"
    assert run("get_value", key="my_car")["result"] == "mini"
    assert run("aget_value", key="my_car")["result"] == "mini"


def test_brackets_raise_a_key_error_for_what_was_never_stored(run):
    assert run("read_missing")["error"] == {"type": "KeyError", "message": "'umbrella'"}


def test_get_gives_none_or_its_default_and_stores_neither(run):
    assert run("get_value", key="my_boat")["result"] == "None"
    exchange = run("get_value_or_default", key="my_boat", default="none yet")

    assert exchange["result"] == "none yet"
    assert not exchange["saved"]
    assert Session.objects.count() == 0


@pytest.mark.parametrize("name", ["set_default", "aset_default"])
def test_setdefault_stores_the_default_and_then_only_reads(run, name):
    first = run(name, key="my_bicycle", default="red")
    second = run(name, key="my_bicycle", default="blue")

    assert (first["saved"], first["stored"]) == (True, {"my_bicycle": "red"})
    assert (second["saved"], second["result"]) == (False, "red")


@pytest.mark.parametrize("name", ["is_key_there", "has_key", "ahas_key"])
def test_in_and_has_key_say_the_same(run, name):
    assert run(name, key="my_car")["result"] == "False"
    run("set_value", key="my_car", value="mini")

    assert run(name, key="my_car")["result"] == "True"


def test_asking_first_tells_who_is_new(run):
    assert run("welcome_back")["result"] == "We have not met."
    run("update_many")

    assert run("welcome_back")["result"] == "Welcome back, antone!"


@pytest.mark.parametrize("name", ["update_many", "aupdate_many"])
def test_update_stores_several_values_with_one_write(run, name):
    run("set_value")
    exchange = run(name, username="ada", email="ada@example.com")

    assert statements(exchange) == ["SELECT", "UPDATE"]
    assert run("read_username_and_email")["result"] == "Username: ada, Email: ada@example.com"


def test_what_is_missing_gets_its_default(run):
    assert run("read_username_and_email")["result"] == "Username: Guest, Email: Not Available"


def test_update_takes_no_keywords(run):
    assert error_of(run("update_by_keyword")) == "TypeError"


def test_keys_values_and_items_list_everything(run):
    run("update_many")

    assert run("list_keys")["result"] == "username, email"
    assert run("list_values")["result"] == "['antone', 'antone@example.com']"
    assert run("list_items")["result"] == "username = antone\nemail = antone@example.com"
    assert run("alist_everything")["result"].startswith("['username', 'email'] ['antone', ")


def test_a_loop_over_the_session_itself_asks_for_entry_0(run):
    run("update_many")

    assert run("loop_over_session")["error"] == {"type": "KeyError", "message": "0"}


def test_dict_makes_a_copy_that_has_a_length(run):
    run("set_value")

    assert run("as_dict")["result"] == "1 entries: {'my_car': 'mini'}"


def test_a_session_has_no_length(run):
    assert error_of(run("count_entries")) == "TypeError"


def test_a_session_is_not_equal_to_its_contents(run):
    run("set_value")

    assert run("compare_with_dict")["result"] == "False"


def test_ten_things_of_a_dictionary_are_missing(run):
    missing = run("find_what_it_lacks")["result"].split(", ")

    assert len(missing) == 10
    assert {"__iter__", "__len__", "__or__", "copy", "popitem"} < set(missing)


def test_an_empty_session_is_true_until_django_6_0_and_false_from_6_1_on(run):
    is_true = django.VERSION < (6, 1)

    assert run("is_it_true")["result"].endswith(f"bool: {is_true}, is_empty: True")
    run("set_value")
    assert run("is_it_true")["result"].endswith("bool: True, is_empty: False")


def test_a_color_stored_on_one_page_is_read_on_another_and_worn_by_the_library(run, client):
    assert run("read_color")["result"] == "brass"
    run("set_color", color="plum")

    assert run("read_color")["result"] == "plum"
    assert client.get("/catalog/books/").context["accent"] == "plum"


def test_the_library_does_not_trust_a_color_that_it_does_not_have(run, client):
    run("set_color", color="ultraviolet")

    assert client.get("/catalog/books/").context["accent"] == "brass"


def test_a_template_finds_nothing_where_brackets_would_raise(run):
    assert run("read_in_template")["result"] == "Hello, Guest."
    run("update_many", username="Ada")

    assert run("read_in_template")["result"] == "Hello, Ada."


def test_brackets_in_an_async_view_are_refused(run):
    run("count_visit")

    assert error_of(run("brackets_in_async_view")) == "SynchronousOnlyOperation"


def test_brackets_work_after_an_await_has_loaded_the_session(run):
    run("count_visit")

    assert run("brackets_after_await")["result"] == "1"


def test_the_mistake_hides_for_a_visitor_without_a_cookie(run):
    assert error_of(run("brackets_in_async_view", browser=Client())) == "KeyError"


def test_brackets_in_and_loops_have_no_async_twin():
    twins = {"aget", "aset", "ahas_key", "asetdefault", "aupdate", "akeys", "avalues", "aitems"}

    assert twins < set(dir(SessionBase))
    assert not {"__aiter__", "acontains", "adel"} & set(dir(SessionBase))


def test_a_view_that_answers_nothing_stores_nothing(settings):
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware"]

    with pytest.raises(ValueError, match="didn't return an HttpResponse"):
        Client().get("/forgets/")
    assert Session.objects.count() == 0
