"""Stories to tell in a lab, and the ways in which they end."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_save
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from catalog.course.lab import Lab
from tests.course.lab.own_rows import OwnSession
from tests.course.lab.views import count_visits, count_visits_async

SIGNALS: Final = (user_logged_in, post_save)


def a_full_story(lab: Lab) -> None:
    """Do all that a lab is for."""

    def receive(**kwargs: Any) -> None:
        """Do nothing, when a signal is sent."""

    for signal in SIGNALS:
        signal.connect(receive, weak=False)
    ann, ben = lab.browser(), lab.browser()
    ann.get(count_visits)
    ben.get(count_visits_async)
    lab.later(days=3)
    ann.log_in(lab.user())
    with lab.settings(SESSION_COOKIE_AGE=60, SESSION_ENGINE="django.contrib.sessions.backends.file"):
        lab.browser().get(count_visits)
    with lab.settings(TIME_ZONE="Asia/Tokyo"):
        timezone.activate("America/Lima")
    lab.create_table(OwnSession)
    ContentType.objects.get_for_model(User)
    cache.set("color", "blue")
    ann.begin(count_visits).finish()


def with_an_error(lab: Lab) -> None:
    a_full_story(lab)
    raise KeyError("color")


def with_an_exit(lab: Lab) -> None:
    def leave(request: HttpRequest) -> HttpResponse:
        raise SystemExit

    lab.browser().get(leave)


def within_settings(lab: Lab) -> None:
    with lab.settings(SESSION_COOKIE_NAME="locker", CACHES=settings.CACHES):
        raise KeyError("color")


def with_a_request_that_has_not_begun(lab: Lab) -> None:
    lab.browser().begin(count_visits)


def with_a_request_in_the_middle(lab: Lab) -> None:
    ann = lab.browser()
    ann.get(count_visits)
    ann.begin(count_visits).step(2)


def with_a_request_in_a_transaction(lab: Lab) -> None:
    ann = lab.browser()
    first, second = ann.begin(in_a_transaction), ann.begin(in_a_transaction)
    first.step(2)
    assert second.go_on() is False
    raise KeyError("color")


def in_a_transaction(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        User.objects.create(username=f"user {User.objects.count()}")
    return HttpResponse()


STORIES: Final = [
    a_full_story,
    with_an_error,
    with_an_exit,
    within_settings,
    with_a_request_that_has_not_begun,
    with_a_request_in_the_middle,
    with_a_request_in_a_transaction,
]


def tell(story: Callable[[Lab], None], engine: str = "db", **changed: Any) -> None:
    with suppress(KeyError, SystemExit), Lab(engine, **changed) as lab:
        story(lab)
