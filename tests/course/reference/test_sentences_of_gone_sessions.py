"""Sentences of the reference on a session that is gone from its store, tried on every engine that has one."""

from __future__ import annotations

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.http import HttpRequest, HttpResponse

from tests.course.conftest import ENGINES
from tests.course.reference.stores import answered, entries_under, new_store, stored

pytestmark = pytest.mark.django_db

ON_THE_SERVER = [engine for engine in ENGINES if engine != "signed_cookies"]


@pytest.mark.parametrize("engine", ON_THE_SERVER)
@pytest.mark.parametrize("loaded", [True, False])
def test_save_raises_update_error_if_nothing_is_stored_under_the_key(use_engine, engine, loaded):
    storage = use_engine(engine)
    session = new_store(engine, stored(engine, name="Ada"))
    if loaded:
        session["name"] = "Grace"
    storage.delete_all()

    with pytest.raises(UpdateError):
        session.save()


@pytest.mark.parametrize("engine", ON_THE_SERVER)
@pytest.mark.parametrize("moment", ["before it is loaded", "after it is loaded"])
def test_the_middleware_interrupts_only_a_session_that_was_deleted_after_it_was_loaded(use_engine, engine, moment):
    storage = use_engine(engine)
    key = stored(engine, name="Ada")

    def rename(request: HttpRequest) -> HttpResponse:
        if moment == "after it is loaded":
            request.session.get("name")
        storage.delete_all()
        request.session["name"] = "Grace"
        return HttpResponse()

    if moment == "after it is loaded":
        with pytest.raises(SessionInterrupted):
            answered(rename, key)
    else:
        assert answered(rename, key).cookies["sessionid"].value != key


@pytest.mark.parametrize("engine", ON_THE_SERVER)
def test_clear_of_a_session_that_is_gone_is_interrupted_as_it_loads_nothing(use_engine, engine):
    storage = use_engine(engine)
    key = stored(engine, name="Ada")
    storage.delete_all()

    def clear(request: HttpRequest) -> HttpResponse:
        request.session.clear()
        return HttpResponse()

    with pytest.raises(SessionInterrupted):
        answered(clear, key)


def test_clear_of_a_signed_cookie_sends_one_without_entries(use_engine):
    use_engine("signed_cookies")

    def clear(request: HttpRequest) -> HttpResponse:
        request.session.clear()
        return HttpResponse()

    cookie = answered(clear, stored("signed_cookies", name="Ada")).cookies["sessionid"].value

    assert entries_under("signed_cookies", cookie) == {}
