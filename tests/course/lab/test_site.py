"""A lab and the site: neither sees what the other one keeps."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connections, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from catalog.course.lab import Lab
from catalog.course.lab.sandbox import ENGINES
from tests.course.lab.stories import a_full_story, tell, with_an_error

pytestmark = pytest.mark.usefixtures("any_database")


@pytest.mark.django_db
class TestTheSite:
    @pytest.fixture
    def rows(self) -> Callable[[], list]:
        User.objects.create_user("reader", password="secret")
        session = db.SessionStore()
        session["color"] = "red"
        session.save()
        return lambda: [list(model.objects.order_by("pk").values()) for model in (User, Session)]

    @pytest.mark.parametrize("engine", ENGINES)
    def test_a_lab_does_not_see_its_rows(self, rows, engine):
        with Lab(engine) as lab:
            assert lab.store.rows() == []
            assert rows() == [[], []]

    @pytest.mark.parametrize("engine", ENGINES)
    def test_a_lab_does_not_touch_its_rows(self, rows, engine):
        before = rows()

        tell(a_full_story, engine)
        tell(with_an_error, engine)

        assert rows() == before

    def test_its_keys_open_nothing_in_a_lab(self, rows):
        key = Session.objects.get().session_key

        with Lab() as lab:
            assert lab.store.read(key) is None

    def test_what_it_wrote_before_and_after_is_rolled_back_as_one(self):
        with suppress(KeyError), transaction.atomic():
            User.objects.create_user("before")
            tell(a_full_story)
            User.objects.create_user("after")
            raise KeyError

        assert User.objects.count() == 0

    def test_its_content_types_are_looked_up_in_its_own_database(self):
        before = ContentType.objects.get_for_model(User).pk
        with Lab():
            ContentType.objects.create(app_label="catalog", model="shelf")
            assert ContentType.objects.get_for_model(User).pk == 2 != before

        assert ContentType.objects.get_for_model(User).pk == before


class TestTheCache:
    def test_a_lab_does_not_see_what_the_site_keeps(self):
        cache.set("color", "red")

        with Lab():
            assert cache.get("color") is None

    def test_a_lab_does_not_touch_what_the_site_keeps(self):
        cache.set("color", "red", 60)
        with Lab() as lab:
            cache.set("color", "blue")
            cache.clear()
            lab.later(days=1)

        assert cache.get("color") == "red"


class TestThreads:
    def test_a_thread_that_a_view_begins_is_in_the_lab_too(self):
        def look_in_a_thread(request: HttpRequest) -> HttpResponse:
            found = []

            def look() -> None:
                found.extend([User.objects.get().username, cache.get("color"), timezone.now().year])
                connections["default"].close()

            thread = threading.Thread(target=look)
            thread.start()
            thread.join()
            return HttpResponse(str(found))

        with Lab() as lab:
            lab.user("ben")
            cache.set("color", "blue")

            assert lab.browser().get(look_in_a_thread).text == "['ben', 'blue', 2026]"
