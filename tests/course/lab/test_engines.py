"""One story with every engine, with views that are synchronous and views that are not."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse

from catalog.course.lab.sandbox import ENGINES
from tests.course.lab.own_rows import OwnSession
from tests.course.lab.views import count_visits


def end(request: HttpRequest) -> HttpResponse:
    request.session.flush()
    return HttpResponse("ended")


async def end_async(request: HttpRequest) -> HttpResponse:
    await request.session.aflush()
    return HttpResponse("ended")


def change_key(request: HttpRequest) -> HttpResponse:
    request.session.cycle_key()
    return HttpResponse("changed")


def test_a_visitor_is_remembered(any_lab, count):
    ann = any_lab.browser()

    assert [ann.get(count).text for _ in range(3)] == ["1", "2", "3"]
    assert ann.session == {"visits": 3}


def test_each_visitor_is_remembered_apart(any_lab):
    ann, ben = any_lab.browser(), any_lab.browser()
    ann.get(count_visits)
    ann.get(count_visits)

    assert ben.get(count_visits).text == "1"
    assert ann.get(count_visits).text == "3"
    assert ann.key != ben.key


def test_whoever_has_the_cookie_has_the_session(any_lab):
    ann, eve = any_lab.browser(), any_lab.browser()
    ann.get(count_visits)

    ann.copy_cookie_to(eve)

    assert eve.get(count_visits).text == "2"


@pytest.mark.parametrize("view", [end, end_async])
def test_a_session_that_is_flushed_is_gone(any_lab, view):
    ann = any_lab.browser()
    ann.get(count_visits)

    ann.get(view)

    assert ann.session_cookie is None
    assert any_lab.store.rows() == []
    assert ann.get(count_visits).text == "1"


def test_a_new_key_opens_the_same_session(any_lab):
    ann = any_lab.browser()
    ann.get(count_visits)
    any_lab.later(seconds=1)  # a signed cookie that is signed in the same second is the same
    before = ann.key

    ann.get(change_key)

    assert ann.key != before
    assert ann.get(count_visits).text == "2"


def test_every_request_becomes_an_exchange(any_lab, engine, count):
    ann = any_lab.browser()

    ann.get(count)
    answer = ann.get(count)

    assert any_lab.exchanges == [any_lab.answers[0].exchange, answer.exchange]
    assert answer.exchange.engine == (f"django.contrib.sessions.backends.{engine}" if engine in ENGINES else engine)
    assert (answer.exchange.before, answer.exchange.stored_after) == ({"visits": 1}, {"visits": 2})
    assert (answer.exchange.accessed, answer.exchange.modified, answer.exchange.saved) == (True, True, True)


def test_the_engine_can_be_changed_in_the_middle_of_a_story(lab, engine, count):
    lab.create_table(OwnSession)
    ann = lab.browser()
    ann.get(count)

    with lab.settings(SESSION_ENGINE=f"django.contrib.sessions.backends.{engine}" if engine in ENGINES else engine):
        ben = lab.browser()
        assert [ben.get(count).text for _ in range(2)] == ["1", "2"]

    assert ann.get(count).text == "2"


def test_an_engine_of_ones_own_has_its_own_columns(new_lab, count):
    lab = new_lab("tests.course.lab.own_rows")
    ann = lab.browser()

    ann.get(count)
    ann.get(count)

    assert [row.visits for row in OwnSession.objects.all()] == [2]


def test_an_engine_that_is_none_is_refused_by_its_name(new_lab):
    with pytest.raises(ModuleNotFoundError, match="no_such_engine"):
        new_lab("no_such_engine")
