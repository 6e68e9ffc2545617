"""Set-ups that work but are unsafe, and safe defaults."""

from __future__ import annotations

import pytest

from tests.project.environment.refusal import refused
from tests.selection import first_are_quick


class TestUnsafeCombinations:
    """Refused in production, and a warning in development."""

    CACHE = {"SESSION_ENGINE": "django.contrib.sessions.backends.cache"}
    CACHED_DB = {"SESSION_ENGINE": "django.contrib.sessions.backends.cached_db"}

    @pytest.mark.parametrize(
        ("variables", "sentence"),
        [
            ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS is *"),
            ({"ALLOWED_HOSTS": "library.example.org,*"}, "ALLOWED_HOSTS is *"),
            ({"ALLOWED_HOSTS": ".com"}, "ALLOWED_HOSTS has .com: the site would accept domains of other owners"),
            ({"ALLOWED_HOSTS": "library.example.org,.org"}, "ALLOWED_HOSTS has .org"),
            *(
                ({"SESSION_COOKIE_NAME": name}, f"SESSION_COOKIE_NAME is {name!r}")
                for name in (
                    "path",
                    "Expires",
                    "domain",
                    "SameSite",
                    "secure",
                    "HTTPONLY",
                    "max-age",
                    "version",
                    "comment",
                )
            ),
            (CACHE, "SESSION_ENGINE is django.contrib.sessions.backends.cache, and there is no CACHE_URL"),
            (CACHED_DB, "SESSION_ENGINE is django.contrib.sessions.backends.cached_db, and there is no CACHE_URL"),
            ({"HSTS_SECONDS": "0"}, "HSTS_SECONDS is 0"),
            ({"CSRF_TRUSTED_ORIGINS": "http://library.example.org"}, "CSRF_TRUSTED_ORIGINS has http://library"),
            ({"CSRF_TRUSTED_ORIGINS": "https://*"}, "CSRF_TRUSTED_ORIGINS has https://*"),
            ({"CSRF_TRUSTED_ORIGINS": "https://*.org"}, "CSRF_TRUSTED_ORIGINS has https://*.org"),
            ({"SESSION_COOKIE_NAME": "csrftoken"}, "SESSION_COOKIE_NAME is 'csrftoken'"),
            ({"SESSION_COOKIE_NAME": "a b"}, "SESSION_COOKIE_NAME is 'a b'"),
            ({"SESSION_COOKIE_NAME": "a;b"}, "SESSION_COOKIE_NAME is 'a;b'"),
            ({"EMAIL_URL": "smtp://me:hunter2@mail.example.org"}, "EMAIL_URL sends its password unencrypted"),
            ({"SECRET_KEY_FALLBACKS": "hunter2"}, "A key of SECRET_KEY_FALLBACKS has 7 characters"),
            ({"SECRET_KEY_FALLBACKS": "abab" * 20}, "A key of SECRET_KEY_FALLBACKS is easy to guess"),
            ({"CLASSROOM": "on"}, "CLASSROOM is on, which turns HTTPS off, and ALLOWED_HOSTS has library.example.org"),
            (
                {"CLASSROOM": "on", "ALLOWED_HOSTS": "192.168.1.20", "SESSION_COOKIE_NAME": "__Host-id"},
                "SESSION_COOKIE_NAME is __Host-id: browsers accept this name only over HTTPS",
            ),
        ],
    )
    def test_production_does_not_start_with_them(self, read, production, variables, sentence):
        refusal = refused(read, **production | variables)

        assert refusal.startswith(sentence)
        assert "hunter2" not in refusal

    @pytest.mark.parametrize(
        "variables",
        [
            {"ALLOWED_HOSTS": ".example.org"},
            CACHE | {"CACHE_URL": "redis://cache:6379/0"},
            {"HSTS_SECONDS": "3600"},
            {"CSRF_TRUSTED_ORIGINS": "https://library.example.org,https://*.library.example.org"},
            {"SESSION_COOKIE_NAME": "__Secure-id"},
            {"EMAIL_URL": "smtp://me:hunter2@localhost"},
            {"EMAIL_URL": "smtp+tls://me:hunter2@mail.example.org"},
            {"SECRET_KEY_FALLBACKS": "a-former-key-of-the-library-0123456789-abcdefghijklmnop"},
            {"CLASSROOM": "on", "ALLOWED_HOSTS": "192.168.1.20,localhost,127.0.0.1,[::1]"},
        ],
    )
    def test_their_safe_neighbors_start(self, read, production, variables):
        assert not read(**production | variables).debug

    @pytest.mark.parametrize("variables", first_are_quick([CACHE, CACHED_DB, {"SESSION_COOKIE_NAME": "__Host-id"}]))
    def test_development_starts_with_a_warning(self, read, manage, variables):
        assert read(**variables).debug

        result = manage("check", **variables)

        assert result.returncode == 0
        assert next(iter(variables.values())) in result.stderr
        assert "(locallibrary.W001)" in result.stderr

    def test_a_class_room_in_development_is_refused(self, read):
        assert refused(read, CLASSROOM="on").startswith("DEBUG and CLASSROOM are both on")


class TestCookieName:
    def test_production_ties_the_session_cookie_to_the_host(self, read, production):
        assert read(**production).session_cookie_name == "__Host-sessionid"
        assert read(**production, SESSION_COOKIE_NAME="id").session_cookie_name == "id"

    def test_without_https_it_has_djangos_name(self, read, production):
        room = production | {"CLASSROOM": "on", "ALLOWED_HOSTS": "192.168.1.20"}

        assert read().session_cookie_name == read(**room).session_cookie_name == "sessionid"


def test_no_secret_is_in_what_an_environment_prints(read, production):
    secrets = {
        "SECRET_KEY_FALLBACKS": "a-former-key-of-the-library-0123456789-abcdefghijklmnop",
        "DATABASE_URL": "postgresql://me:swordfish1@db/books",
        "CACHE_URL": "redis://:swordfish2@cache",
        "EMAIL_URL": "smtps://me:swordfish3@mail.example.org",
    }

    printed = repr(read(**production | secrets))

    assert "swordfish" not in printed
    assert "former-key" not in printed
    assert production["SECRET_KEY"] not in printed
