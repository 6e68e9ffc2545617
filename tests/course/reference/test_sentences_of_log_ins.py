"""Sentences of the reference on log-ins that hold under a condition: what is true in which case."""

from __future__ import annotations

import django
import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.contrib import auth
from django.contrib.auth.middleware import AuthenticationMiddleware, RemoteUserMiddleware
from django.contrib.auth.models import User
from django.core.exceptions import SynchronousOnlyOperation
from django.http import HttpRequest, HttpResponse

from tests.course.reference.stores import new_store

BY_PASSWORD = "django.contrib.auth.backends.ModelBackend"
BY_SERVER = "django.contrib.auth.backends.RemoteUserBackend"


def request_with_user(user: User | None = None, backend: str = BY_PASSWORD) -> HttpRequest:
    """Return a request as it comes out of the middleware, with ``user`` logged in."""
    request = HttpRequest()
    request.session = new_store("db")
    if user:
        auth.login(request, user, backend)
        request.session.save()
        request.session = new_store("db", request.session.session_key)
    AuthenticationMiddleware(HttpResponse).process_request(request)
    return request


def change_password(user: User) -> None:
    """Store another password."""
    user.set_password("two")
    user.save()


@pytest.mark.django_db
def test_the_entry_of_a_log_in_is_the_primary_key_as_text():
    ann = User.objects.create_user("ann")

    assert request_with_user(ann).session[auth.SESSION_KEY] == str(ann.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("whose", ["own", "another's"])
def test_update_session_auth_hash_stores_the_hash_for_the_user_of_the_request_alone(whose):
    ann, ben = User.objects.create_user("ann", password="one"), User.objects.create_user("ben", password="one")
    request = request_with_user(ann)
    former_key, former_hash = request.session.session_key, request.session[auth.HASH_SESSION_KEY]
    changed = ann if whose == "own" else ben
    assert request.user == ann
    change_password(changed)
    auth.update_session_auth_hash(request, changed)

    assert request.session.session_key != former_key
    assert (request.session[auth.HASH_SESSION_KEY] != former_hash) is (whose == "own")
    assert auth.get_user(request) == ann


@pytest.mark.django_db
@pytest.mark.parametrize("loaded_before", [True, False])
def test_update_session_auth_hash_keeps_a_log_in_only_if_the_user_was_loaded_before(loaded_before):
    ann = User.objects.create_user("ann", password="one")
    request = request_with_user(ann)
    if loaded_before:
        assert request.user.is_authenticated
    change_password(ann)
    auth.update_session_auth_hash(request, ann)

    assert auth.get_user(request).is_authenticated is loaded_before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("loaded", ["auser", "user", "neither"])
def test_aupdate_session_auth_hash_asks_auser_and_in_django_5_2_user(loaded):
    ann = User.objects.create_user("ann", password="one")
    request = request_with_user(ann)
    if loaded == "user":
        assert request.user.is_authenticated

    async def change() -> bool:
        if loaded == "auser":
            await request.auser()
        await sync_to_async(change_password)(ann)
        await auth.aupdate_session_auth_hash(request, ann)
        return (await sync_to_async(auth.get_user)(request)).is_authenticated

    if django.VERSION >= (6, 0):
        assert async_to_sync(change)() is (loaded == "auser")
    elif loaded == "user":
        assert async_to_sync(change)()
    else:
        with pytest.raises(SynchronousOnlyOperation):
            async_to_sync(change)()


@pytest.mark.django_db
@pytest.mark.parametrize(("backend", "stays"), [(BY_PASSWORD, True), (BY_SERVER, False)])
def test_remote_user_middleware_logs_out_only_whom_the_web_server_named(settings, backend, stays):
    settings.AUTHENTICATION_BACKENDS = [BY_PASSWORD, BY_SERVER]
    request = request_with_user(User.objects.create_user("ann"), backend)

    RemoteUserMiddleware(lambda request: HttpResponse())(request)

    assert request.user.is_authenticated is stays
