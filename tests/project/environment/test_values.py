"""Defaults, and the parsing of values: switches, numbers, lists, whitespace."""

from __future__ import annotations

import pytest

from tests.project.environment.refusal import refused


class TestNothingSet:
    def test_the_site_serves_this_machine_alone(self, read):
        environment = read()

        assert environment.debug
        assert environment.allowed_hosts == ["localhost", "127.0.0.1", "[::1]"]
        assert not environment.behind_proxy

    def test_the_data_lies_inside_the_project(self, read, tmp_path):
        assert read().data_dir == tmp_path / ".data"

    def test_the_database_is_sqlite_and_waits_for_its_turn(self, read, tmp_path):
        database = read().database

        assert database["ENGINE"] == "django.db.backends.sqlite3"
        assert database["NAME"] == tmp_path / ".data" / "library.sqlite3"
        assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        assert database["OPTIONS"]["timeout"] >= 10
        assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]

    def test_sessions_lie_in_the_database_and_mail_goes_to_the_terminal(self, read):
        environment = read()

        assert environment.session_engine == "django.contrib.sessions.backends.db"
        assert environment.mailer == {"BACKEND": "catalog.terminal_mail.EmailBackend"}
        assert environment.cache["BACKEND"] == "django.core.cache.backends.locmem.LocMemCache"

    def test_an_empty_variable_counts_as_unset(self, read):
        names = ("ALLOWED_HOSTS", "DATA_DIR", "DATABASE_URL", "CACHE_URL", "EMAIL_URL", "TIME_ZONE", "SESSION_ENGINE")
        environment, bare = read(**dict.fromkeys(names, "")), read()

        assert environment == bare


class TestSwitches:
    @pytest.mark.parametrize("word", ["on", "1", "true", "YES", " on "])
    def test_a_switch_is_on(self, read, word):
        assert read(BEHIND_PROXY=word).behind_proxy

    @pytest.mark.parametrize("word", ["off", "0", "False", "no", ""])
    def test_a_switch_is_off(self, read, word):
        assert not read(BEHIND_PROXY=word).behind_proxy

    @pytest.mark.parametrize("blank", ["", " "])
    def test_an_empty_switch_keeps_its_default(self, read, blank):
        environment = read(LIMITS=blank, DEBUG=blank, DEBUG_TOOLBAR=blank, SESSION_SAVE_EVERY_REQUEST=blank)

        assert environment.limits
        assert environment.debug
        assert not environment.session_save_every_request
        assert environment.debug_toolbar

    @pytest.mark.parametrize("name", ["DEBUG", "DEBUG_TOOLBAR", "BEHIND_PROXY", "SESSION_SAVE_EVERY_REQUEST"])
    def test_any_other_word_is_refused(self, read, name):
        assert refused(read, **{name: "perhaps"}) == f"{name} is 'perhaps'. Write on or off."


class TestNumbers:
    @pytest.mark.parametrize("name", ["HSTS_SECONDS", "DATABASE_MAX_AGE"])
    @pytest.mark.parametrize("number", ["-1", "1.5", "a year", "٣٦٠٠"])
    def test_a_number_that_is_none_is_refused(self, read, name, number):
        assert refused(read, **{name: number}) == f"{name} is {number!r}. Write a whole number, 0 or more."

    @pytest.mark.parametrize("name", ["HSTS_SECONDS", "DATABASE_MAX_AGE", "LOGIN_IDLE_SECONDS", "LOGIN_MAX_SECONDS"])
    @pytest.mark.parametrize("number", ["63072001", "9" * 30, "9" * 5000], ids=len)
    def test_a_number_of_more_than_two_years_is_refused_without_repeating_it(self, read, name, number):
        sentence = refused(read, **{name: number})

        assert sentence.startswith(f"{name} is too large. Write at most 63072000")
        assert number not in sentence

    @pytest.mark.parametrize(
        ("text", "number"), [(" 3600", 3600), ("3600\n", 3600), ("63072000", 63072000), ("0" * 5000 + "7", 7)], ids=repr
    )
    def test_a_number_may_have_blanks_around_it_and_zeros_before_it(self, read, text, number):
        assert read(HSTS_SECONDS=text).hsts_seconds == number


class TestTexts:
    @pytest.mark.parametrize(
        ("name", "value", "field"),
        [
            ("TIME_ZONE", "Europe/Paris", "time_zone"),
            ("SESSION_COOKIE_NAME", "id", "session_cookie_name"),
            ("SESSION_ENGINE", "django.contrib.sessions.backends.file", "session_engine"),
            ("DATABASE_URL", "postgresql://me@db/books", "database"),
            ("CACHE_URL", "redis://cache:6379/0", "cache"),
            ("EMAIL_URL", "smtp://mail.example.org", "mailer"),
            ("ALLOWED_HOSTS", "localhost", "allowed_hosts"),
            ("DEFAULT_FROM_EMAIL", "desk@example.org", "from_email"),
        ],
    )
    def test_blanks_around_a_value_change_nothing(self, read, name, value, field):
        assert getattr(read(**{name: f" {value} "}), field) == getattr(read(**{name: value}), field)

    def test_names_in_capitals_are_the_same_names(self, read, production):
        assert read(DEBUG="on", ALLOWED_HOSTS="LOCALHOST").allowed_hosts == ["localhost"]
        origins = read(**production, CSRF_TRUSTED_ORIGINS="HTTPS://Example.ORG").trusted_origins
        assert origins == ["https://example.org"]

    def test_a_list_is_split_at_its_commas(self, read, production):
        environment = read(
            **production | {"ALLOWED_HOSTS": "a.example.org, b.example.org,"},
            CSRF_TRUSTED_ORIGINS="https://a.example.org,https://b.example.org",
        )

        assert environment.allowed_hosts == ["a.example.org", "b.example.org"]
        assert environment.trusted_origins == ["https://a.example.org", "https://b.example.org"]

    def test_a_time_zone_that_does_not_exist_is_refused(self, read):
        assert read(TIME_ZONE="Europe/Paris").time_zone == "Europe/Paris"
        for name in ("Mars/Olympus", "../etc/passwd", "Europe"):
            assert "Write a name such as Europe/Paris" in refused(read, TIME_ZONE=name)
