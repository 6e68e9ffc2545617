"""One lab at a time, for one story, and only inside its block."""

from __future__ import annotations

import threading
from contextlib import suppress

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache

from catalog.course.lab import Lab
from catalog.course.lab.sandbox import ENGINES
from tests.course.lab.own_rows import OwnSession
from tests.course.lab.views import count_visits

pytestmark = pytest.mark.usefixtures("any_database")


class TestSeveralLabs:
    @pytest.mark.parametrize("engine", ENGINES)
    def test_one_after_the_other_begins_anew(self, engine):
        found = []
        for _ in range(2):
            with Lab(engine) as lab:
                found.append((lab.store.keys(), User.objects.count(), cache.get("color"), lab.clock.now))
                lab.create_table(OwnSession)
                a_browser = lab.browser()
                found.append((a_browser.name, a_browser.get(count_visits).text))
                lab.user()
                cache.set("color", "blue")
                lab.later(days=1)

        assert found[:2] == found[2:]

    def test_a_browser_of_one_is_refused_in_another(self):
        with Lab() as first:
            ann = first.browser()

        with Lab(), pytest.raises(RuntimeError, match="This lab is not open"):
            ann.get(count_visits)

    def test_one_inside_another_is_refused_and_the_outer_one_goes_on(self):
        with Lab() as lab:
            ann = lab.browser()
            ann.get(count_visits)

            with pytest.raises(RuntimeError, match="Another lab is open"), Lab():
                pass

            assert ann.get(count_visits).text == "2"

    def test_one_beside_another_is_refused(self):
        refused = []

        def open_another() -> None:
            try:
                Lab().__enter__()
            except RuntimeError as error:
                refused.append(str(error))

        with Lab():
            thread = threading.Thread(target=open_another)
            thread.start()
            thread.join()

        assert refused == ["Another lab is open, and two would share one clock. End its with block first."]

    def test_one_is_refused_its_second_story(self):
        with Lab() as lab:
            pass

        with pytest.raises(RuntimeError, match="This lab has ended"), lab:
            pass

    def test_one_can_be_opened_after_one_that_could_not(self):
        with suppress(ModuleNotFoundError), Lab("no_such_engine"):
            pass

        with Lab() as lab:
            assert lab.browser().get(count_visits).text == "1"


USES = {
    "get": lambda lab: lab.browser().get(count_visits),
    "post": lambda lab: lab.browser().post(count_visits),
    "begin": lambda lab: lab.browser().begin(count_visits),
    "log_in": lambda lab: lab.browser().log_in(User(username="ben")),
    "session": lambda lab: lab.browser().session,
    "store": lambda lab: lab.store.rows(),
    "user": lambda lab: lab.user(),
    "later": lambda lab: lab.later(days=1),
    "clock": lambda lab: lab.clock.now,
    "settings": lambda lab: lab.settings(SESSION_COOKIE_AGE=60).__enter__(),
    "create_table": lambda lab: lab.create_table(OwnSession),
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
class TestOutsideOfItsBlock:
    def test_a_lab_that_was_never_opened_refuses_to_be_used(self, use):
        with pytest.raises(RuntimeError, match="This lab is not open"):
            use(Lab())

    def test_a_lab_that_has_ended_refuses_to_be_used(self, use):
        with Lab() as lab:
            pass

        with pytest.raises(RuntimeError, match="This lab is not open"):
            use(lab)

        assert lab.story == []


def test_the_story_and_the_answers_can_be_read_when_it_is_over():
    with Lab() as lab:
        lab.browser().get(count_visits)

    assert lab.story == ['Ann opened count_visits(), and got "1"']
    assert [answer.text for answer in lab.answers] == ["1"]
    assert lab.exchanges[0].stored_after == {"visits": 1}
