"""Which errors are faults; and the three forms of the response to a fault: page, fragment, JSON."""

from __future__ import annotations

import errno

import pytest
from django.db import OperationalError
from django.test import Client

from catalog import faults
from catalog.faults import StoreFault, cause_of, fault_in
from tests.sessions import put

pytestmark = pytest.mark.django_db

LOG_OUT, PREFERENCES = "/accounts/logout/", "/catalog/preferences/"


def of_redis(name: str, words: str) -> Exception:
    """Return an error with the name of a redis-py class; the package may not be installed."""
    return type(name, (Exception,), {"__module__": "redis.exceptions"})(words)


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (of_redis("ConnectionError", "Error 111 connecting"), faults.FAR),
        (of_redis("TimeoutError", "Timeout reading from socket"), faults.FAR),
        (of_redis("BusyLoadingError", "Redis is loading the dataset in memory"), faults.FAR),
        (of_redis("ReadOnlyError", "You can't write against a read only replica."), faults.NOT_WRITABLE),
        (of_redis("OutOfMemoryError", "command not allowed when used memory > 'maxmemory'."), faults.NO_MEMORY),
        (of_redis("ResponseError", "unknown command 'GETT'"), None),
        (of_redis("DataError", "Invalid input of type: 'dict'"), None),
        (type("ConnectionError", (Exception,), {"__module__": "elsewhere"})("Error 111"), None),
        *((OSError(number, "full"), faults.NO_ROOM) for number in (errno.ENOSPC, errno.EDQUOT)),
        *((OSError(number, "no"), faults.NOT_WRITABLE) for number in (errno.EROFS, errno.EACCES, errno.EPERM)),
        *(
            (OSError(number, "away"), faults.FAR)
            for number in (
                *(errno.EIO, errno.EMFILE, errno.ENFILE, errno.ECONNREFUSED),
                *(errno.ECONNRESET, errno.ETIMEDOUT, errno.EPIPE),
            )
        ),
        (OSError(errno.ENOENT, "No such file or directory"), None),
        (OperationalError("table catalog_book has no column named isbn"), None),
        (OperationalError("no such column: catalog_book.isbn"), None),
        (OperationalError('connection to "/run/.s.PGSQL.5432" failed: No such file or directory'), faults.FAR),
        (OperationalError("canceling statement due to statement timeout"), faults.BUSY),
        (OperationalError("No space left on device"), faults.NO_ROOM),
        (OperationalError("out of memory"), faults.NO_MEMORY),
        (OperationalError("cannot execute INSERT: the server is read only"), faults.NOT_WRITABLE),
    ],
    ids=lambda value: f"{type(value).__name__} {value}" if isinstance(value, Exception) else "",
)
def test_a_fault_is_known_by_its_kind_and_its_words(error, fault):
    assert fault_in(error) is fault


def test_the_error_that_tells_is_looked_for_among_those_that_led_to_it():
    folder, error = IsADirectoryError(errno.EISDIR, "a folder"), StoreFault("the file cannot be read")
    error.__cause__ = folder
    bare, of_the_code = StoreFault("the session cannot be reached"), RuntimeError("the shelf fell over")

    assert cause_of(error) is folder
    assert cause_of(bare) is bare
    assert cause_of(of_the_code) is of_the_code


def test_errors_that_led_to_each_other_in_a_circle_are_no_fault():
    first, second = RuntimeError("first"), RuntimeError("second")
    first.__cause__, second.__cause__ = second, first

    assert fault_in(first) is None


def test_what_passes_by_itself_is_told_from_what_somebody_has_to_mend():
    every = (faults.FAR, faults.BUSY, faults.NO_ROOM, faults.NOT_WRITABLE, faults.NOT_OPEN, faults.NO_STORE)

    assert [fault for fault in every if fault.passes] == [faults.FAR, faults.BUSY]


class TestHowItIsTold:
    @pytest.fixture
    def visitor(self, monkeypatch) -> Client:
        """A browser on a site where every view raises an error of an unreachable database."""
        client = Client(raise_request_exception=False)
        put(client, {"num_visits": 7})

        def fail(*args: object) -> None:
            raise OperationalError("the database is away")

        monkeypatch.setattr("catalog.logins.get_user", fail)
        monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", fail)
        return client

    def test_a_browser_gets_a_page_and_htmx_a_part_of_one(self, visitor):
        page = visitor.post(PREFERENCES, {"page_size": "25"})
        part = visitor.post(PREFERENCES, {"page_size": "25"}, headers={"HX-Request": "true"})

        assert (page.status_code, part.status_code) == (503, 503)
        assert b"<html" in page.content
        assert b"<html" not in part.content
        assert faults.FAR.sentence.encode() in part.content

    def test_only_a_form_is_said_to_be_perhaps_not_stored(self, visitor):
        read, sent = visitor.get("/catalog/mybooks/"), visitor.post(PREFERENCES, {"page_size": "25"})

        assert b"What you sent may not be stored" not in read.content
        assert b"What you sent may not be stored" in sent.content

    def test_only_a_log_out_is_told_what_that_means_for_it(self, visitor):
        log_out, other = visitor.post(LOG_OUT), visitor.post(PREFERENCES)

        assert b"You may still be logged in" in log_out.content
        assert b"You may still be logged in" not in other.content
