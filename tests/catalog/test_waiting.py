"""Requests that wait for others, and concurrent log-ins to one account."""

from __future__ import annotations

import contextlib
import threading

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from catalog.limits import TooManyRequests
from catalog.logins import LogInLimit, LogInTimesMiddleware
from catalog.waiting import Turns

LOGIN = reverse("login")
LONG = 60  # seconds


class Full(Exception):
    """No place is left."""


class TestTurns:
    @staticmethod
    def taker(places: list[int]):
        def take() -> int:
            if not places:
                raise Full
            return places.pop()

        return take

    def test_one_too_many_waits_for_what_is_given_back(self):
        turns, places, got = Turns(patience=LONG), [1], []
        take = self.taker(places)
        turns.take("reader", take, Full)
        waiting = threading.Thread(target=lambda: got.append(turns.take("reader", take, Full)))
        waiting.start()
        places.append(2)
        turns.end("reader")
        waiting.join(LONG)

        assert got == [2]

    def test_who_has_nobody_to_wait_for_is_refused_at_once(self):
        turns = Turns(patience=10**6)
        turns.take("ben", lambda: 1, Full)

        with pytest.raises(Full):
            turns.take("reader", self.taker([]), Full)

    def test_those_who_wait_are_refused_when_nothing_is_given_back(self):
        turns, places, refused = Turns(patience=10**6), [1], threading.Event()
        take = self.taker(places)
        turns.take("reader", take, Full)

        def wait() -> None:
            with contextlib.suppress(Full):
                turns.take("reader", take, Full)
                return
            refused.set()

        threading.Thread(target=wait, daemon=True).start()
        turns.end("reader")

        assert refused.wait(LONG)

    def test_a_turn_that_never_ends_is_waited_for_as_long_as_patience_lasts(self):
        turns = Turns(patience=0.1)
        take = self.taker([1])
        turns.take("reader", take, Full)

        for _ in range(2):
            with pytest.raises(Full):
                turns.take("reader", take, Full)


class TestLogInsToOneAccountAtOnce:
    """Ten log-ins (the limit) are being verified, and an eleventh starts."""

    @pytest.fixture
    def ten(self, settings) -> list[HttpRequest]:
        settings.LIMITS = {"wrong log-ins for an account": (10, 300)}
        return [self.begun() for _ in range(10)]

    @staticmethod
    def request() -> HttpRequest:
        request = RequestFactory().post(LOGIN)
        request.log_ins_are_timed = True
        return request

    def begun(self) -> HttpRequest:
        request = self.request()
        LogInLimit().authenticate(request, "reader", "whatever")
        return request

    @staticmethod
    def end(request: HttpRequest, *, right: bool) -> None:
        if right:
            for spent in filter(None, request.counted_log_in):
                spent.give_back()
        LogInTimesMiddleware(lambda _: None).process_response(request, HttpResponse())

    def eleventh(self, ended: list[str]) -> threading.Thread:
        def come() -> None:
            request = self.request()
            try:
                LogInLimit().authenticate(request, "reader", "whatever")
            except TooManyRequests:
                ended.append("refused")
            else:
                ended.append("let in")
                self.end(request, right=True)

        thread = threading.Thread(target=come)
        thread.start()
        return thread

    def test_it_is_let_in_when_one_of_them_was_right(self, ten):
        ended: list[str] = []
        thread = self.eleventh(ended)

        self.end(ten[0], right=True)
        thread.join(LONG)

        assert ended == ["let in"]
        for request in ten[1:]:
            self.end(request, right=True)

    def test_it_is_refused_when_all_of_them_were_wrong(self, ten):
        ended: list[str] = []
        thread = self.eleventh(ended)

        for request in ten:
            self.end(request, right=False)
        thread.join(LONG)

        assert ended == ["refused"]
