"""The session cookie cannot have the name of another cookie of the site."""

from __future__ import annotations

import pytest
from django.conf import settings

from catalog.course.lessons.running import DONE_COOKIE, READER_COOKIE
from catalog.logins import KNOWN_COOKIE
from catalog.theme import THEME_COOKIE
from locallibrary.environment import Environment
from locallibrary.services import EnvironmentRefused

TAKEN = (settings.CSRF_COOKIE_NAME, "messages", THEME_COOKIE, KNOWN_COOKIE, READER_COOKIE, DONE_COOKIE)


@pytest.mark.parametrize("name", TAKEN)
def test_a_name_that_is_taken_is_refused(production, tmp_path, name):
    with pytest.raises(EnvironmentRefused, match="is not a valid name for the session cookie"):
        Environment.read(production | {"SESSION_COOKIE_NAME": name}, tmp_path)


@pytest.mark.parametrize("prefix", ["__Host-", "__Secure-"])
def test_a_name_for_https_alone_is_refused_without_it(production, tmp_path, prefix):
    room = production | {"CLASSROOM": "on", "ALLOWED_HOSTS": "192.168.1.20", "SESSION_COOKIE_NAME": f"{prefix}id"}

    with pytest.raises(EnvironmentRefused, match="only over HTTPS"):
        Environment.read(room, tmp_path)
