"""What a learner's file does to the process, and what two processes of a site do not share."""

from __future__ import annotations

import os

from catalog.course.exercises.attempt import loaded
from catalog.course.exercises.judge import judge
from catalog.course.lab import Lab


def test_the_environment_is_as_before(write):
    path = write('import os\n\nos.environ["OF_A_LEARNER"] = "1"\n')

    with loaded(path):
        assert os.environ["OF_A_LEARNER"] == "1"

    assert "OF_A_LEARNER" not in os.environ


def test_another_process_has_variables_and_models_of_its_own(write):
    path = write("""
        from django.db import models

        VISITS = []


        class Visit(models.Model):
            class Meta:
                app_label = "library"
        """)

    with loaded(path) as attempt:
        other = attempt.in_another_process()
        attempt.VISITS.append(1)

        assert other.VISITS == []
        assert other.Visit is not attempt.Visit
        assert other.Visit._meta.db_table == attempt.Visit._meta.db_table


def test_a_foreign_key_finds_the_users_by_their_setting(write, any_database):
    path = write("""
        from django.conf import settings
        from django.db import models


        class Visit(models.Model):
            user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

            class Meta:
                app_label = "library"
        """)

    with loaded(path) as attempt, Lab() as lab:
        lab.create_table(attempt.Visit)
        attempt.Visit.objects.create(user=lab.user("ann"))

        assert attempt.Visit.objects.get(user__username="ann")


def test_a_forgotten_await_is_told(exercise, write, any_database):
    path = write("""
        from django.http import HttpResponse


        async def count_visits(request, page):
            request.session.aset(page, 2)
            return HttpResponse("2")
        """)

    assert "coroutine 'SessionBase.aset' was never awaited" in judge(exercise, path).printed


def test_a_coroutine_that_an_exception_holds_is_told_too(exercise, write, any_database):
    path = write("""
        from django.http import HttpResponse


        async def count_visits(request, page):
            visits = request.session.aget(page, 0)
            return HttpResponse(visits.real)
        """)

    assert "coroutine 'SessionBase.aget' was never awaited" in judge(exercise, path).printed
