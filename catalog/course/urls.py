"""The addresses under ``/sessions/``."""

from __future__ import annotations

from django.urls import path

from catalog.course.views import exercises, inspector, lessons, reference

urlpatterns = [
    path("", lessons.lessons, name="lessons"),
    path("run/", lessons.operations, name="operations"),
    path("run/<slug:name>/", lessons.run_posted, name="run-operation"),
    path("inspector/", inspector.inspector, name="inspector"),
    path("inspector/panel/", inspector.panel, name="inspector-panel"),
    path("inspector/change/", inspector.change, name="inspector-change"),
    path("inspector/entries/store/", inspector.store_entry, name="inspector-store"),
    path("inspector/entries/remove/", inspector.remove_entry, name="inspector-remove"),
    path("inspector/cookie/delete/", inspector.delete_session_cookie, name="inspector-delete-cookie"),
    path("inspector/forget/", inspector.forget_session, name="inspector-forget"),
    path("reference/", reference.reference, name="reference"),
    path("exercises/", exercises.exercises, name="exercises"),
    path("exercises/<slug:slug>/", exercises.exercise, name="exercise"),
    path("exercises/<slug:slug>/start/", exercises.start, name="exercise-start"),
    path("exercises/<slug:slug>/check/", exercises.check, name="exercise-check"),
    # The lessons last: their slugs are words like those above.
    path("<slug:slug>/", lessons.lesson, name="lesson"),
    path("<slug:slug>/tests/", lessons.tests, name="lesson-tests"),
]
