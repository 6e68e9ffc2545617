"""What the exercises tell learners about Django is true."""

from __future__ import annotations

from unittest import mock

import pytest
from django.core.cache import caches
from django.core.management import call_command


@pytest.fixture
def other_caches(settings, tmp_path):
    """A cache of each kind that stores on this machine, by the name of its module."""
    settings.CACHES = settings.CACHES | {
        "db": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_of_the_test"},
        "filebased": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(tmp_path)},
        "locmem": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "of-the-test"},
    }
    call_command("createcachetable", verbosity=0)
    return caches


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "loses"), [("db", True), ("filebased", True), ("locmem", False)])
def test_incr_loses_a_write_that_comes_between_its_steps_in_the_database_and_file_caches(other_caches, kind, loses):
    cache = other_caches[kind]
    cache.set("stamps", 1, timeout=None)
    get, interrupted = cache.get, []

    def get_before_another_request_writes(*args: object, **kwargs: object) -> object:
        found = get(*args, **kwargs)
        interrupted.append(True)
        cache.set("stamps", 10, timeout=None)
        return found

    with mock.patch.object(cache, "get", get_before_another_request_writes):
        cache.incr("stamps")

    assert bool(interrupted) is loses
    assert get("stamps") == 2
