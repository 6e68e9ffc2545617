"""The session is at hand and the database is not: lessons are drawn without the account."""

from __future__ import annotations

import pytest
from django.contrib.auth.backends import ModelBackend
from django.db import OperationalError

from tests.project.faults.pages import (
    LESSON,
    LOG_IN,
    REFERENCE,
    assert_nothing_is_lost,
    cookies_touched,
    reader,
    words_of,
)
from tests.project.faults.stored import use

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("engine", ["cached_db", "cache", "file", "signed_cookies"])
def test_lessons_open_without_the_account_and_say_so(settings, tmp_path, monkeypatch, engine):
    use(engine, tmp_path, settings, monkeypatch)
    ann = reader()

    def away(backend: ModelBackend, user_id: int) -> None:
        raise OperationalError("connection refused")

    with monkeypatch.context() as fault:
        fault.setattr(ModelBackend, "get_user", away)
        for path in (LESSON, REFERENCE, "/sessions/", LOG_IN):
            response = ann.get(path)

            assert response.status_code == 200, path
            assert "Your account cannot be reached at the moment" in words_of(response)
            assert cookies_touched(response) == set()
        nowhere = ann.get("/catalog/nowhere/")
        assert nowhere.status_code == 404
        assert "Your account cannot be reached at the moment" in words_of(nowhere)

    assert_nothing_is_lost(ann)
