"""While a session's store fails, the course says so: nothing is called empty, deleted or saved that is not."""

from __future__ import annotations

import errno

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as site_settings
from django.contrib.sessions.backends.cached_db import SessionStore as CachedRowStore
from django.core.cache.backends.locmem import LocMemCache
from django.db import OperationalError, connection
from django.test import Client

from catalog.guards import file

pytestmark = pytest.mark.django_db

INSPECTOR, PANEL, RUN = "/sessions/inspector/", "/sessions/inspector/panel/", "/sessions/run/set_value/"
PLUM = {"key": "color", "value": "plum"}
JSON = {"accept": "application/json"}
FAILING = ("db", "cached_db", "cache", "file")


@pytest.fixture(params=FAILING)
def engine(request, use_engine) -> str:
    """Each engine that keeps sessions on the server."""
    use_engine(request.param)
    return request.param


@pytest.fixture
def visitor(engine) -> Client:
    """A browser with a session."""
    client = Client()
    assert client.get("/catalog/").status_code == 200
    return client


@pytest.fixture
def failing(visitor, engine, monkeypatch, tmp_path):
    """Let the store of the engine fail, in the way of its kind, and mend it again at the end."""

    def away(*args: object, **options: object) -> None:
        raise OSError(errno.ECONNREFUSED, "Connection refused")

    def locked(execute, sql, params, many, context):
        if "django_session" in sql:
            raise OperationalError("the database is away")
        return execute(sql, params, many, context)

    if engine in {"cached_db", "cache"}:
        for method in ("get", "set", "add", "delete"):
            monkeypatch.setattr(LocMemCache, method, away)
        yield
    elif engine == "file":
        there = tmp_path.rename(tmp_path.with_name("away"))
        yield
        there.rename(tmp_path)
    else:
        with connection.execute_wrapper(locked):
            yield


def key_of(client: Client) -> str:
    """Return the session key in the browser's cookie."""
    return client.cookies[site_settings.SESSION_COOKIE_NAME].value


def main_of(response) -> str:
    """Return the words of a page."""
    return BeautifulSoup(response.content, "html.parser").get_text(" ")


@pytest.mark.parametrize("address", [INSPECTOR, PANEL, "/sessions/inspector/change/"])
def test_the_page_of_the_session_says_what_is_the_matter(visitor, failing, address):
    key = key_of(visitor)

    response = visitor.get(address)

    assert response.status_code == 503
    for untrue in ("Empty.", "expired, was deleted", "Nothing is stored"):
        assert untrue not in main_of(response)
    assert key_of(visitor) == key


def test_a_script_is_told_in_json(visitor, failing):
    response = visitor.get(INSPECTOR, headers=JSON)

    assert response.status_code == 503
    assert set(response.json()) == {"refused"}


@pytest.mark.parametrize("address", ["/sessions/reference/", "/sessions/", "/sessions/the-visit-counter/"])
def test_pages_about_other_things_are_read_without_the_session(visitor, failing, address):
    response = visitor.get(address)

    assert response.status_code == 200
    assert "Your session cannot be reached at the moment" in main_of(response)
    assert not response.cookies.get(site_settings.SESSION_COOKIE_NAME)


def test_an_operation_is_not_said_to_be_saved(visitor, failing):
    script = visitor.post(RUN, PLUM, headers=JSON)
    part = visitor.post(RUN, PLUM, headers={"HX-Request": "true"})
    page = visitor.post(RUN, PLUM)

    assert [answer.status_code for answer in (script, part, page)] == [503, 503, 503]
    assert "saved" not in script.json()
    assert "Saved" not in main_of(part) + main_of(page)


def test_a_cookie_is_not_deleted_while_nobody_knows_what_it_opens(visitor, failing):
    key = key_of(visitor)

    assert visitor.post("/sessions/inspector/cookie/delete/").status_code == 503
    assert visitor.post("/sessions/inspector/forget/").status_code == 503
    assert key_of(visitor) == key


class TestSavingAlone:
    """The store is read, and takes nothing."""

    @pytest.fixture(params=["cached_db", "cache"])
    def full_cache(self, request, use_engine, monkeypatch) -> Client:
        """A browser with a session in a cache that has become full."""
        use_engine(request.param)
        client = Client()
        client.get("/catalog/")

        def fail(*args: object, **options: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(LocMemCache, "set", fail)
        return client

    def test_a_full_cache_is_told(self, full_cache, caplog):
        caplog.clear()

        response = full_cache.post(RUN, PLUM, headers=JSON)

        assert response.status_code == 503
        assert response.json() == {"refused": "The library's disk is full, so nothing can be stored."}
        assert [record.getMessage() for record in caplog.records if record.name.startswith("django.request")] == [
            f"OSError: [Errno 28] No space left on device for POST {RUN}"
        ]
        assert not [record for record in caplog.records if record.name == "django.contrib.sessions"]

    def test_a_disk_that_takes_a_part_of_a_file_keeps_the_old_one(self, use_engine, monkeypatch):
        use_engine("file")
        client = Client()
        client.get("/catalog/")
        replace = file._replace

        def fail(path, text):
            replace(path.with_name("part"), text[:10])
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(file, "_replace", fail)
        assert client.post(RUN, PLUM, headers=JSON).status_code == 503
        assert client.get("/catalog/").status_code == 503
        monkeypatch.setattr(file, "_replace", replace)

        assert client.get(INSPECTOR, headers=JSON).json()["data"] == {"num_visits": 1}


def test_the_row_stays_where_its_copy_in_the_cache_cannot_be_deleted(use_engine, monkeypatch):
    use_engine("cached_db")
    client = Client()
    client.get("/catalog/")

    def fail(*args: object, **options: object) -> None:
        raise OSError(errno.ECONNREFUSED, "Connection refused")

    with monkeypatch.context() as broken:
        broken.setattr(LocMemCache, "delete", fail)
        assert client.post("/sessions/inspector/forget/").status_code == 503

    assert CachedRowStore(key_of(client)).load() == {"num_visits": 1}
