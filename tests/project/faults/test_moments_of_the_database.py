"""The database fails at each query of a log-in, a log-out and a password change."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.core.cache import caches
from django.db import OperationalError, connection

from tests.project.faults.test_moments import (
    CHANGE,
    CHANGE_FORM,
    LOG_IN,
    LOG_IN_FORM,
    LOG_OUT,
    MINE,
    NEW,
    list_is_kept,
    visitors,
)

pytestmark = pytest.mark.django_db(transaction=True)  # with real transactions, so that rollbacks work as on the site


@pytest.fixture(params=["db", "cached_db"])
def engine(request, settings) -> str:
    """An engine that stores rows."""
    settings.SESSION_ENGINE = f"django.contrib.sessions.backends.{request.param}"
    settings.LIMITS = {}
    caches["default"].clear()
    return request.param


def failing(left: int, once: bool, request: Callable[[], object]) -> tuple[int, bool]:
    """Send a request while the database fails after ``left`` queries. Return the status, and whether it failed."""
    count = 0

    def fail(execute, sql, params, many, context):
        nonlocal count
        if "SAVEPOINT" not in sql:
            count += 1
            if count == left + 1 or (count > left and not once):
                raise OperationalError("database is locked")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fail):
        status = request().status_code
    return status, count > left


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("once", [True, False], ids=["once", "from then on"])
class TestEachQuery:
    def test_a_log_in_that_the_database_refuses_keeps_the_session_of_before(self, once):
        for left, client in visitors(logged_in=False):
            status, failed = failing(left, once, lambda client=client: client.post(LOG_IN, LOG_IN_FORM))

            assert status in {302, 503}, left
            assert (client.get(MINE).status_code == 200) is (status == 302), left
            assert list_is_kept(client), left
            if not failed:
                return

    def test_a_log_out_that_the_database_refuses_has_not_happened(self, once):
        for left, client in visitors(logged_in=True):
            status, failed = failing(left, once, lambda client=client: client.post(LOG_OUT))

            assert status in {200, 503}, left
            assert (client.get(MINE).status_code == 200) is (status == 503), left
            assert list_is_kept(client) is (status == 503), left
            if not failed:
                return

    def test_whoever_changes_the_password_stays_logged_in(self, once):
        for left, client in visitors(logged_in=True):
            status, failed = failing(left, once, lambda client=client: client.post(CHANGE, CHANGE_FORM))

            assert status in {302, 503}, left
            assert status == 503 or User.objects.get().check_password(NEW), left
            assert client.get(MINE).status_code == 200, left
            assert list_is_kept(client), left
            if not failed:
                return
