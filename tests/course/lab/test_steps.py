"""Two requests of one browser, step by step, in any order."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from catalog.course.lab import Lab
from catalog.course.lab.sandbox import ENGINES
from tests.course.lab import own_rows
from tests.course.lab.stops import every_stop, run_until_it_writes
from tests.course.lab.views import count_visits, count_visits_async, show_cookies


class TestTwoTabs:
    def test_an_update_is_lost(self, any_lab, count):
        ann = any_lab.browser()
        ann.get(count)
        tab = ann.begin(count)
        run_until_it_writes(tab)

        ann.get(count)
        tab.finish()

        assert ann.session == {"visits": 2}

    def test_no_update_is_lost_if_one_ends_before_the_other_reads(self, any_lab, engine, count):
        ann = any_lab.browser()
        ann.get(count)
        tab = ann.begin(count)

        ann.get(count)
        tab.finish()

        in_its_cookie = engine == "signed_cookies"  # which was sent before
        assert ann.session == {"visits": 2 if in_its_cookie else 3}

    @pytest.mark.parametrize("order", ["first", "second"])
    def test_both_can_be_underway_and_end_in_any_order(self, any_lab, order):
        ann = any_lab.browser()
        ann.get(count_visits)
        tabs = [ann.begin(count_visits), ann.begin(count_visits_async)]
        for tab in tabs:
            run_until_it_writes(tab)

        answers = [tab.finish() for tab in (tabs if order == "first" else reversed(tabs))]

        assert [answer.text for answer in answers] == ["2", "2"]
        assert any_lab.answers[1:] == answers
        assert ann.session == {"visits": 2}

    def test_the_last_one_to_answer_has_the_last_word(self, any_lab):
        def choose(request: HttpRequest, color: str) -> HttpResponse:
            request.session["color"] = color
            return HttpResponse()

        ann = any_lab.browser()
        ann.get(count_visits)
        tab = ann.begin(choose, "blue")
        run_until_it_writes(tab)

        ann.get(choose, "red")
        assert ann.session["color"] == "red"

        tab.finish()
        assert ann.session["color"] == "blue"

    def test_an_addition_of_the_caches_own_loses_nothing(self, lab):
        def add_up(request: HttpRequest) -> HttpResponse:
            return HttpResponse(str(cache.incr("count")))

        cache.set("count", 0)
        ann = lab.browser()
        tab = ann.begin(add_up)
        tab.step()
        assert tab.waiting_to == "increment count in the cache"

        assert (ann.get(add_up).text, tab.finish().text) == ("1", "2")

    @pytest.mark.parametrize("engine", ENGINES)
    def test_they_are_the_same_every_time(self, any_database, engine, count):
        runs = []
        for _ in range(2):
            with Lab(engine) as lab:
                ann = lab.browser()
                ann.get(count)
                key = ann.key
                runs.append([stop.replace(key, "KEY") for stop in every_stop(ann.begin(count))])

        assert runs[0] == runs[1]


class TestStops:
    def test_a_request_stands_before_its_view(self, lab):
        called = []
        tab = lab.browser().begin(lambda request: called.append(request) or HttpResponse())

        assert tab.waiting_to == "begin"
        assert called == []

    def test_it_stops_before_each_statement(self, lab):
        ann = lab.browser()
        ann.get(count_visits)

        stops = every_stop(ann.begin(count_visits))

        assert stops[0] == "begin"
        assert [stop for stop in stops if stop.startswith("SELECT") and "django_session" in stop]
        assert [stop for stop in stops if stop.startswith("UPDATE") and "django_session" in stop]
        assert stops.index("load the session") < stops.index("save the session")

    @pytest.mark.parametrize("engine", ["cache", "cached_db"])
    def test_it_stops_before_each_use_of_the_cache(self, new_lab, count, engine):
        ann = new_lab(engine).browser()
        ann.get(count)

        stops = every_stop(ann.begin(count))

        assert [stop for stop in stops if re.match(r"get \S+ from the cache", stop)]
        assert [stop for stop in stops if re.match(r"set \S+ in the cache", stop)]

    def test_it_stops_before_the_engine_loads_and_saves(self, any_lab):
        ann = any_lab.browser()
        ann.get(count_visits)

        stops = every_stop(ann.begin(count_visits))

        assert (stops.count("load the session"), stops.count("save the session")) == (1, 1)

    @pytest.mark.parametrize("engine", ["file", "signed_cookies", "tests.course.lab.own_dictionary"])
    def test_so_it_does_in_an_asynchronous_view(self, new_lab, engine):
        ann = new_lab(engine).browser()
        ann.get(count_visits_async)

        stops = every_stop(ann.begin(count_visits_async))

        assert stops == ["begin", "load the session", "save the session"]

    def test_it_stops_before_an_engine_that_came_in_the_middle(self, lab):
        with lab.settings(SESSION_ENGINE="django.contrib.sessions.backends.file"):
            ann = lab.browser()
            ann.get(count_visits)

            assert every_stop(ann.begin(count_visits)) == ["begin", "load the session", "save the session"]

    @pytest.mark.parametrize("engine", ["django.contrib.sessions.backends.cached_db", own_rows.__name__])
    def test_it_stops_once_where_one_engine_is_made_of_another(self, lab, engine):
        lab.create_table(own_rows.OwnSession)
        with lab.settings(SESSION_ENGINE=engine), lab.settings(SESSION_COOKIE_AGE=60):
            ann = lab.browser()
            ann.get(count_visits)
            lab.later(seconds=1)

            stops = every_stop(ann.begin(count_visits))

        assert (stops.count("load the session"), stops.count("save the session")) == (1, 1)

    def test_it_is_not_stopped_by_those_who_look(self, any_lab):
        ann = any_lab.browser()
        ann.get(count_visits)
        tab = ann.begin(show_cookies)

        assert (tab.step(), tab.waiting_to) == (False, None)
        assert tab.finish().exchange.before == {"visits": 1}

    def test_it_does_several_things_at_once(self, lab):
        ann = lab.browser()
        one_by_one, at_once = ann.begin(count_visits), ann.begin(count_visits)
        for _ in range(3):
            one_by_one.step()

        assert at_once.step(3) is True
        assert at_once.waiting_to == one_by_one.waiting_to

    def test_there_is_nothing_to_do_at_its_end(self, lab):
        tab = lab.browser().begin(count_visits)

        assert (tab.step(1000), tab.step(), tab.go_on()) == (False, False, True)
        assert tab.waiting_to is None
