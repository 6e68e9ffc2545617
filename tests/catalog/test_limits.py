"""Rate limits: how uses are counted, and for which address."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
import time_machine
from django.http import HttpRequest
from django.test import RequestFactory

from catalog import limits, notes

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def clock():
    """A clock that only the test moves."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def of_three(settings):
    """A limit of three uses in 100 seconds."""
    settings.LIMITS = {"tries": (3, 100)}


def use(times: int, who: str = "ann") -> None:
    for _ in range(times):
        limits.spend("tries", who)


def wait_of(who: str = "ann") -> int:
    """Return the seconds to wait for one more use. Fail unless the use is refused."""
    with pytest.raises(limits.TooManyRequests) as refusal:
        limits.spend("tries", who)
    return refusal.value.retry_after


class TestCounting:
    def test_one_too_many_is_refused(self, clock, of_three):
        use(3)

        assert 0 < wait_of() <= 110

    def test_another_one_is_not_hindered(self, clock, of_three):
        use(3, "ann")

        use(3, "ben")

    def test_whoever_waits_as_long_as_told_gets_in_and_not_a_second_earlier(self, clock, of_three):
        use(2)
        clock.shift(37)
        use(1)
        wait = wait_of()

        clock.shift(wait - 1)
        assert wait_of() == 1
        clock.shift(1)
        use(1)

    def test_asking_on_makes_nobody_wait_longer(self, clock, of_three):
        use(3)
        first = wait_of()
        for _ in range(20):
            wait_of()

        assert wait_of() == first

    @pytest.mark.parametrize("pause", [1, 7, 13, 29, 33])
    def test_in_no_span_of_time_are_there_more_than_the_limit(self, clock, of_three, pause):
        let_in = []
        for moment in range(0, 400, pause):
            clock.move_to(NOON.timestamp() + moment)
            try:
                limits.spend("tries", "ann")
            except limits.TooManyRequests:
                continue
            let_in.append(moment)

        assert len(let_in) >= 3
        for start in let_in:
            assert sum(start <= moment < start + 100 for moment in let_in) <= 3

    def test_what_is_given_back_does_not_count(self, clock, of_three):
        for _ in range(10):
            limits.spend("tries", "ann").give_back()

        use(3)

    def test_those_who_come_at_the_same_moment_do_not_slip_through_together(self, of_three):
        start, let_in = threading.Barrier(20), []

        def come() -> None:
            start.wait()
            try:
                limits.spend("tries", "ann")
            except limits.TooManyRequests:
                return
            let_in.append(1)

        threads = [threading.Thread(target=come) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len(let_in) <= 3

    def test_a_flood_of_other_notes_does_not_push_a_count_out_of_the_memory(self, clock, of_three):
        use(3)

        for number in range(5_000):
            notes.set(f"note:{number}", "of another visitor", 60)

        assert wait_of() > 0

    def test_a_limit_that_the_settings_leave_out_is_none(self, settings):
        settings.LIMITS = {}

        use(1000)


class TestAddress:
    @staticmethod
    def request(address: str, forwarded: str = "") -> HttpRequest:
        headers = {"x-forwarded-for": forwarded} if forwarded else {}
        return RequestFactory(headers=headers).get("/", REMOTE_ADDR=address)

    def test_it_is_the_connections_own_whatever_a_client_claims(self):
        assert limits.address_of(self.request("192.0.2.1", "198.51.100.7")) == "192.0.2.1"

    def test_behind_a_proxy_it_is_the_one_that_the_proxy_added(self, settings):
        settings.BEHIND_PROXY = True

        assert limits.address_of(self.request("127.0.0.1", "invented, 198.51.100.7")) == "198.51.100.7"
        assert limits.address_of(self.request("127.0.0.1")) == "127.0.0.1"

    @pytest.mark.parametrize(
        ("forwarded", "meant"),
        [
            ("9.2.0.1:1234", "9.2.0.1"),
            ("invented:1, 9.2.0.1:65000", "9.2.0.1"),
            ("[2001:db8::1]:1234", "2001:db8::/64"),
            ("[2001:db8::1]", "2001:db8::/64"),
            ("[::ffff:192.0.2.1]:80", "192.0.2.1"),
            ("2001:db8::1", "2001:db8::/64"),
            ("unknown", "unknown"),
        ],
    )
    def test_a_port_that_the_proxy_added_does_not_count(self, settings, forwarded, meant):
        settings.BEHIND_PROXY = True

        assert limits.address_of(self.request("127.0.0.1", forwarded)) == meant

    @pytest.mark.parametrize(
        ("address", "meant"),
        [
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
            ("::ffff:192.0.2.1", "192.0.2.1"),
            ("", ""),
            ("unix:", "unix:"),
        ],
    )
    def test_a_network_of_one_customer_counts_as_one(self, address, meant):
        assert limits.address_of(self.request(address)) == meant
