"""The reference knows every name of the installed Django, and no other, and shows each where it is used."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import django
import pytest
from django.conf import global_settings, settings
from django.contrib.sessions import backends
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.core.checks import run_checks
from django.core.management import get_commands
from django.test import override_settings

from catalog.course.lessons.collection import LESSONS
from catalog.course.lessons.operation import all_operations
from catalog.course.reference.names import names
from catalog.course.reference.reference import GROUPS, entries
from catalog.course.reference.shown import SHOWN

ADDRESS = "/sessions/reference/"
OPERATORS = {
    "__bool__": "bool(request.session)",
    "__contains__": " in request.session",
    "__delitem__": "del request.session[",
    "__getitem__": "request.session[",
    "__setitem__": "] = ",
}
METHODS = [anchor for anchor, name in names().items() if name.group in {"session", "session-async"}]
SESSION_APP = "django.contrib.sessions"
SESSION_MIDDLEWARE = "django.contrib.sessions.middleware.SessionMiddleware"


# Django and the course


def test_the_course_knows_every_name_that_django_has():
    assert sorted(names().keys() - SHOWN.keys()) == []


def test_django_has_every_name_that_the_course_knows():
    newer = {anchor for anchor, shown in SHOWN.items() if shown.newer}

    assert SHOWN.keys() - names().keys() == (newer if django.VERSION < (6, 0) else set())


def test_no_public_name_of_a_session_is_overlooked():
    public = {name for name in [*dir(SessionBase), *vars(SessionBase())] if not name.startswith("_")}

    assert {f"SessionBase.{name}" for name in public} <= names().keys()


def test_no_setting_of_sessions_is_overlooked():
    assert {name for name in dir(global_settings) if name.startswith("SESSION_")} <= names().keys()


def test_no_engine_is_overlooked():
    files = {path.stem for path in Path(backends.__path__[0]).glob("[!_]*.py")} - {"base"}

    assert {name.label for name in names().values() if name.group == "engines"} == files


def test_no_command_of_the_sessions_app_is_overlooked():
    commands = {command for command, app in get_commands().items() if app == SESSION_APP}

    assert {name.label for name in names().values() if name.group == "commands"} == commands


@pytest.mark.parametrize("model", [Session, *Session.__bases__])
def test_no_field_of_the_model_is_overlooked(model):
    assert {f"Session.{field.name}" for field in model._meta.get_fields()} <= names().keys()


def test_every_check_that_speaks_of_sessions_is_known_and_can_be_provoked():
    apps, middleware = settings.INSTALLED_APPS, settings.MIDDLEWARE
    with_app = {"INSTALLED_APPS": apps, "MIDDLEWARE": [name for name in middleware if name != SESSION_MIDDLEWARE]}
    # Not only the app: what needs it would fail to be imported.
    with_middleware = {"INSTALLED_APPS": [], "MIDDLEWARE": [SESSION_MIDDLEWARE], "ROOT_URLCONF": "django.conf.urls"}
    with_both = {"INSTALLED_APPS": apps, "MIDDLEWARE": middleware}
    unsafe = {"SESSION_COOKIE_SECURE": False, "SESSION_COOKIE_HTTPONLY": False}
    provoked = set()

    for circumstances in (with_app, with_middleware, with_both):
        with override_settings(**circumstances, **unsafe, DEBUG=False):
            tags = ["security"] if circumstances is with_middleware else ["security", "admin"]
            messages = run_checks(tags=tags, include_deployment_checks=True)
            provoked |= {message.id for message in messages if "session" in message.msg.lower()}

    assert provoked == {name.anchor for name in names().values() if name.group == "checks"}


# A name and where it is shown


@pytest.mark.parametrize("anchor", SHOWN)
def test_every_name_has_a_sentence_and_a_place(anchor):
    (entry,) = [entry for entry in entries() if entry.name.anchor == anchor]

    assert entry.says.endswith(".")
    assert entry.lessons
    assert entry.name.group in GROUPS


@pytest.mark.parametrize("anchor", [anchor for anchor, shown in SHOWN.items() if shown.operations])
def test_every_operation_that_is_linked_exists(anchor):
    assert set(SHOWN[anchor].operations) <= all_operations().keys()


@pytest.mark.parametrize("anchor", [anchor for anchor, shown in SHOWN.items() if shown.lesson])
def test_every_lesson_that_is_linked_exists(anchor):
    assert SHOWN[anchor].lesson in {lesson.slug for lesson in LESSONS}


@pytest.mark.parametrize("anchor", METHODS)
def test_every_method_of_a_session_is_called_in_an_operation(anchor):
    method = anchor.rpartition(".")[2]
    sources = [all_operations()[name].source for name in SHOWN[anchor].operations]

    assert any(OPERATORS.get(method, f".{method}(") in source for source in sources)


def test_the_twin_of_a_twin_is_the_name_itself():
    twins = {name.anchor: name.twin for name in names().values() if name.twin}

    assert len(twins) > 40
    assert all(twins[twin] == anchor for anchor, twin in twins.items())


def test_what_an_engine_adds_is_read_from_it():
    for name in (name for name in names().values() if name.group == "engines"):
        store = import_module(f"{backends.__name__}.{name.label}").SessionStore
        assert all(hasattr(store, added) and not hasattr(SessionBase, added) for added in name.adds)
