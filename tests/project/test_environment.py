"""The environment variables, one rule after another."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from locallibrary.environment import Environment
from locallibrary.services import EnvironmentRefused


@pytest.fixture
def read(tmp_path):
    """A function that reads an environment for a project in a folder of the test's own."""

    def read(**variables: str) -> Environment:
        return Environment.read(variables, tmp_path)

    return read


def refused(read, **variables: str) -> str:
    """Return the sentence with which these variables are refused."""
    with pytest.raises(EnvironmentRefused) as refusal:
        read(**variables)
    return str(refusal.value)


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

    @pytest.mark.parametrize("name", ["DEBUG", "BEHIND_PROXY", "SESSION_SAVE_EVERY_REQUEST"])
    def test_any_other_word_is_refused(self, read, name):
        assert refused(read, **{name: "perhaps"}) == f"{name} is 'perhaps'. Write on or off."

    @pytest.mark.parametrize("name", ["HSTS_SECONDS", "DATABASE_MAX_AGE"])
    @pytest.mark.parametrize("number", ["-1", "1.5", "a year"])
    def test_a_number_that_is_none_is_refused(self, read, name, number):
        assert refused(read, **{name: number}) == f"{name} is {number!r}. Write a whole number, 0 or more."

    def test_a_list_is_split_at_its_commas(self, read, production):
        environment = read(
            **production | {"ALLOWED_HOSTS": "a.example.org, b.example.org,"},
            CSRF_TRUSTED_ORIGINS="https://a.example.org,https://b.example.org",
        )

        assert environment.allowed_hosts == ["a.example.org", "b.example.org"]
        assert environment.trusted_origins == ["https://a.example.org", "https://b.example.org"]

    def test_the_data_may_lie_elsewhere(self, read, tmp_path):
        assert read(DATA_DIR=str(tmp_path / "elsewhere")).data_dir == tmp_path / "elsewhere"
        assert read(DATA_DIR="~/library").data_dir == Path.home() / "library"

    def test_a_time_zone_that_does_not_exist_is_refused(self, read):
        assert read(TIME_ZONE="Europe/Paris").time_zone == "Europe/Paris"
        for name in ("Mars/Olympus", "../etc/passwd", "Europe"):
            assert "Write a name such as Europe/Paris" in refused(read, TIME_ZONE=name)


class TestUnsafe:
    @pytest.mark.parametrize("hosts", ["*", "library.example.org", "localhost,0.0.0.0", ".example.org"])
    def test_debug_with_the_site_open_to_others_is_refused(self, read, hosts):
        assert refused(read, DEBUG="on", ALLOWED_HOSTS=hosts).startswith(
            "DEBUG is on, and ALLOWED_HOSTS opens the site"
        )

    def test_debug_on_this_machine_is_fine(self, read):
        assert read(DEBUG="on", ALLOWED_HOSTS="localhost,127.0.0.1").debug

    def test_production_without_hosts_is_refused(self, read, production):
        assert refused(read, **production | {"ALLOWED_HOSTS": ""}).startswith(
            "DEBUG is off, and ALLOWED_HOSTS is empty"
        )

    def test_production_without_a_key_is_refused(self, read, tmp_path):
        sentence = refused(read, DEBUG="off", ALLOWED_HOSTS="library.example.org")

        assert sentence.startswith("DEBUG is off, and there is no SECRET_KEY")
        assert not list(tmp_path.rglob("*")), "no key is made up for production"

    def test_a_short_key_is_refused_without_repeating_it(self, read, production):
        sentence = refused(read, **production | {"SECRET_KEY": "hunter2"})

        assert sentence.startswith("SECRET_KEY has 7 characters")
        assert "hunter2" not in sentence

    @pytest.mark.parametrize("key", ["abab" * 20, "django-insecure-Xb3kq9ZtR7mWv2Lp8sYd4Hf6Jn1Gc5Ka0Te"])
    def test_a_key_that_is_easy_to_guess_is_refused(self, read, production, key):
        assert refused(read, **production | {"SECRET_KEY": key}).startswith("SECRET_KEY is easy to guess")

    def test_production_takes_a_good_key_and_named_hosts(self, read, production):
        environment = read(**production)

        assert not environment.debug
        assert environment.secret_key == production["SECRET_KEY"]
        assert environment.hsts_seconds == 365 * 24 * 60 * 60


class TestUnsafeCombinations:
    """Set-ups that would work: refused in production, with a sentence, and a warning in development."""

    CACHE = {"SESSION_ENGINE": "django.contrib.sessions.backends.cache"}
    CACHED_DB = {"SESSION_ENGINE": "django.contrib.sessions.backends.cached_db"}

    @pytest.mark.parametrize(
        ("variables", "sentence"),
        [
            ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS is *"),
            ({"ALLOWED_HOSTS": "library.example.org,*"}, "ALLOWED_HOSTS is *"),
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
            ({"CLASSROOM": "on"}, "CLASSROOM is on, which leaves HTTPS out, and ALLOWED_HOSTS has library.example.org"),
            (
                {"CLASSROOM": "on", "ALLOWED_HOSTS": "192.168.1.20", "SESSION_COOKIE_NAME": "__Host-id"},
                "SESSION_COOKIE_NAME is __Host-id: browsers take a cookie of this name over HTTPS alone",
            ),
        ],
    )
    def test_production_does_not_start_with_them(self, read, production, variables, sentence):
        refusal = refused(read, **production | variables)

        assert refusal.startswith(sentence)
        assert "hunter2" not in refusal

    def test_data_where_everybody_can_read_it_is_refused(self, read, production, tmp_path):
        (tmp_path / "static").mkdir()

        assert refused(read, **production, DATA_DIR=str(tmp_path / "static" / "data")).startswith("DATA_DIR is")

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

    @pytest.mark.parametrize("variables", [CACHE, CACHED_DB, {"SESSION_COOKIE_NAME": "__Host-id"}])
    def test_development_starts_with_a_warning(self, read, manage, variables):
        assert read(**variables).debug

        result = manage("check", **variables)

        assert result.returncode == 0
        assert next(iter(variables.values())) in result.stderr
        assert "(locallibrary.W001)" in result.stderr

    def test_a_class_room_in_development_is_refused(self, read):
        assert refused(read, CLASSROOM="on").startswith("DEBUG and CLASSROOM are both on")

    def test_no_secret_is_in_what_an_environment_prints(self, read, production):
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


class TestCookieName:
    def test_production_ties_the_session_cookie_to_the_host(self, read, production):
        assert read(**production).session_cookie_name == "__Host-sessionid"
        assert read(**production, SESSION_COOKIE_NAME="id").session_cookie_name == "id"

    def test_without_https_it_has_djangos_name(self, read, production):
        room = production | {"CLASSROOM": "on", "ALLOWED_HOSTS": "192.168.1.20"}

        assert read().session_cookie_name == read(**room).session_cookie_name == "sessionid"


class TestDevelopmentKey:
    def test_it_is_made_once_and_kept(self, read):
        first, second = read().secret_key, read().secret_key

        assert first == second
        assert len(first) >= 50

    def test_processes_that_start_together_share_it(self, read):
        with ThreadPoolExecutor(16) as pool:
            keys = set(pool.map(lambda _: read().secret_key, range(64)))

        assert len(keys) == 1

    def test_two_copies_of_the_project_have_two_keys(self, read, tmp_path):
        assert read(DATA_DIR=str(tmp_path / "a")).secret_key != read(DATA_DIR=str(tmp_path / "b")).secret_key

    def test_a_key_of_your_own_leaves_no_file(self, read, tmp_path):
        assert read(SECRET_KEY="mine").secret_key == "mine"
        assert not list((tmp_path / ".data").iterdir())

    def test_only_its_owner_may_read_it(self, read, tmp_path):
        read()

        files = list((tmp_path / ".data").iterdir())
        assert [file.name for file in files] == ["secret_key"], "and no draft is left beside it"
        if os.name == "posix":  # Windows has no such bits: there the folder's own rights count
            assert stat.S_IMODE(files[0].stat().st_mode) == 0o600

    def test_a_folder_that_cannot_be_written_gets_a_key_that_is_not_kept(self, read, tmp_path):
        (tmp_path / "file").touch()
        unusable = str(tmp_path / "file" / "data")  # for an administrator, too: a folder inside a file

        assert len(read(DATA_DIR=unusable).secret_key) >= 50
        assert len(read(DATA_DIR=str(tmp_path / "file")).secret_key) >= 50


class TestDatabase:
    def test_the_folder_of_sqlite_is_made(self, read, production, tmp_path):
        folder = tmp_path / "deep" / "down"

        read(**production, DATA_DIR=str(folder))

        assert folder.is_dir()

    def test_production_refuses_a_folder_that_cannot_be_made(self, read, production, tmp_path):
        (tmp_path / "file").touch()

        sentence = refused(read, **production, DATA_DIR=str(tmp_path / "file" / "data"))

        assert sentence.endswith("Set DATA_DIR to one that can be written.")

    def test_postgresql_by_its_parts(self, read):
        url = "postgresql://librarian:p%40ss%2Fword@db.example.org:5433/books?sslmode=require"

        assert read(DATABASE_URL=url, DATABASE_MAX_AGE="0").database == {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "books",
            "USER": "librarian",
            "PASSWORD": "p@ss/word",
            "HOST": "db.example.org",
            "PORT": "5433",
            "OPTIONS": {"connect_timeout": 5, "sslmode": "require"},
            "CONN_MAX_AGE": 0,
            "CONN_HEALTH_CHECKS": True,
        }

    def test_postgresql_through_a_socket(self, read):
        database = read(DATABASE_URL="postgres:///books?host=/run/postgresql").database

        assert (database["NAME"], database["HOST"], database["PORT"]) == ("books", "", "")
        assert database["OPTIONS"] == {"connect_timeout": 5, "host": "/run/postgresql"}

    @pytest.mark.parametrize("url", ["mysql://db/books", "postgresql://db.example.org", "books", "sqlite:///books"])
    def test_anything_else_is_refused(self, read, url):
        assert refused(read, DATABASE_URL=url).startswith("DATABASE_URL names no PostgreSQL database")

    @pytest.mark.parametrize("url", ["postgresql://me:hunter2/x@db/books", "postgresql://me:hunter2@[db/books"])
    def test_a_url_that_falls_apart_is_refused_without_repeating_the_password(self, read, url):
        sentence = refused(read, DATABASE_URL=url)

        assert sentence.startswith("DATABASE_URL cannot be taken apart as a URL")
        assert "hunter2" not in sentence


class TestCacheAndSessions:
    @pytest.mark.parametrize("url", ["redis://cache:6379/1", "rediss://cache:6379/1", "unix:///run/redis.sock?db=1"])
    def test_the_cache_is_redis_where_a_url_names_it(self, read, url):
        assert read(CACHE_URL=url).cache == {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": url,
            "OPTIONS": {"socket_timeout": 2, "pool_class": "locallibrary.redis_pool.RestingPool"}
            | ({} if url.startswith("unix") else {"socket_connect_timeout": 2}),
        }

    @pytest.mark.parametrize("url", ["memcached://cache:11211", "cache:6379", "/run/redis.sock"])
    def test_any_other_cache_is_refused(self, read, url):
        assert refused(read, CACHE_URL=url).startswith("CACHE_URL names no Redis server")

    def test_an_engine_that_does_not_exist_is_refused(self, read):
        engine = "django.contrib.sessions.backends.cached_db"
        assert read(SESSION_ENGINE=engine).session_engine == engine
        for missing in ("django.contrib.sessions.backends.nothing", "nothing.at.all", "..."):
            assert refused(read, SESSION_ENGINE=missing).startswith(f"SESSION_ENGINE is {missing!r}")


class TestMail:
    @pytest.mark.parametrize(
        ("url", "port", "use_tls", "use_ssl"),
        [
            ("smtp://mail.example.org", 25, False, False),
            ("smtp+tls://mail.example.org", 587, True, False),
            ("smtps://mail.example.org", 465, False, True),
            ("smtp+tls://mail.example.org:2525", 2525, True, False),
        ],
    )
    def test_the_scheme_says_how_the_server_is_spoken_to(self, read, url, port, use_tls, use_ssl):
        options = read(EMAIL_URL=url).mailer["OPTIONS"]

        assert (options["host"], options["port"]) == ("mail.example.org", port)
        assert (options["use_tls"], options["use_ssl"]) == (use_tls, use_ssl)

    def test_user_and_password_may_hold_any_character(self, read):
        options = read(EMAIL_URL="smtp+tls://me%40example.org:p%2Fw@mail.example.org").mailer["OPTIONS"]

        assert (options["username"], options["password"]) == ("me@example.org", "p/w")

    def test_production_mails_through_its_own_machine_unless_told_otherwise(self, read, production):
        options = read(**production).mailer["OPTIONS"]

        assert (options["host"], options["port"]) == ("localhost", 25)

    @pytest.mark.parametrize("url", ["http://mail.example.org", "mail.example.org", "smtp://"])
    def test_anything_else_is_refused(self, read, url):
        assert refused(read, EMAIL_URL=url).startswith("EMAIL_URL names no mail server")
