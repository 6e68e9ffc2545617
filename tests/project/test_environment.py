"""The environment variables, one rule after another."""

from __future__ import annotations

import os
import random
import sqlite3
import stat
import string
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
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

    @pytest.mark.parametrize("blank", ["", " "])
    def test_an_empty_switch_keeps_its_default(self, read, blank):
        environment = read(LIMITS=blank, DEBUG=blank, SESSION_SAVE_EVERY_REQUEST=blank)

        assert environment.limits
        assert environment.debug
        assert not environment.session_save_every_request

    @pytest.mark.parametrize("name", ["DEBUG", "BEHIND_PROXY", "SESSION_SAVE_EVERY_REQUEST"])
    def test_any_other_word_is_refused(self, read, name):
        assert refused(read, **{name: "perhaps"}) == f"{name} is 'perhaps'. Write on or off."

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

    @pytest.mark.parametrize(
        "key",
        [
            *("abab" * 20, "abcde" * 12, "password " * 8, "changeme" * 8, "1234567890" * 5, "change-me-please-" * 40),
            "django-insecure-Xb3kq9ZtR7mWv2Lp8sYd4Hf6Jn1Gc5Ka0Te",
        ],
    )
    def test_a_key_that_is_easy_to_guess_is_refused(self, read, production, key):
        sentence = refused(read, **production | {"SECRET_KEY": key})

        assert sentence.startswith("SECRET_KEY is easy to guess")
        assert key not in sentence

    @pytest.mark.parametrize("characters", ["0123456789", "0123456789abcdef", string.ascii_letters + string.digits])
    @pytest.mark.parametrize("length", [50, 64, 2000])
    def test_a_key_of_random_characters_starts(self, read, production, characters, length):
        chance = random.Random(length)  # the same keys in every run
        for _ in range(50):
            key = "".join(chance.choices(characters, k=length))
            assert read(**production | {"SECRET_KEY": key}).secret_key == key

    def test_a_former_key_is_kept_once_and_never_the_key_of_today(self, read, production):
        former, today = "a-former-key-of-the-library-0123456789-abcdefghijklmnop", production["SECRET_KEY"]

        environment = read(**production, SECRET_KEY_FALLBACKS=f"{today} {former} {former}")

        assert environment.secret_key_fallbacks == [former]

    @pytest.mark.parametrize("between", [",", ", "])
    def test_former_keys_with_commas_between_are_refused(self, read, production, between):
        former, older = "a-former-key-of-the-library-0123456789-abcdefghijklmnop", "an-older-key-" + "0123456789" * 4

        sentence = refused(read, **production, SECRET_KEY_FALLBACKS=f"{former}{between}{older}")

        assert sentence == "SECRET_KEY_FALLBACKS has commas between its keys. Put spaces there instead."

    def test_a_former_key_may_hold_a_comma(self, read, production):
        former = "a-former-key,of-the-library-0123456789-abcdefghijklmnop"

        assert read(**production, SECRET_KEY_FALLBACKS=former).secret_key_fallbacks == [former]

    def test_production_takes_a_good_key_and_named_hosts(self, read, production):
        environment = read(**production)

        assert not environment.debug
        assert environment.secret_key == production["SECRET_KEY"]
        assert environment.hsts_seconds == 365 * 24 * 60 * 60


class TestNames:
    """Hosts and origins that no request could ever match."""

    @pytest.mark.parametrize(
        "host",
        [
            *("*.example.org", "https://example.org", "a.org b.org", "example.org:443", "example.org/", ".", "..org"),
            *(
                "example.org.",
                "a_b.example.org",
                "bücher.example.org",
                "::1",
                "[::1]:443",
                "[fe80::1%eth0]",
                "[]",
                "**",
            ),
        ],
    )
    def test_a_host_that_is_no_host_name_is_refused(self, read, production, host):
        for hosts in (host, f"library.example.org,{host}"):
            sentence = refused(read, **production | {"ALLOWED_HOSTS": hosts})
            assert sentence.startswith(f"ALLOWED_HOSTS has {host!r}, which is no host name")
            assert "Write names alone" in sentence

    @pytest.mark.parametrize("host", ["library", ".example.org", "192.0.2.1", "[2001:db8::1]", "xn--bcher-kva.example"])
    def test_a_host_name_starts(self, read, production, host):
        assert read(**production | {"ALLOWED_HOSTS": f" {host} "}).allowed_hosts == [host]

    @pytest.mark.parametrize(
        "origin",
        [
            *("https://example.org/", "https://example.org/path", "https://example.org?a", "https://example.org:443"),
            *("example.org", "https://me@example.org", "https://", "ftp://example.org", "https://*example.org"),
        ],
    )
    def test_an_origin_that_no_browser_sends_is_refused(self, read, production, origin):
        for variables in ({}, production):
            sentence = refused(read, **variables, CSRF_TRUSTED_ORIGINS=f"https://a.example.org,{origin}")
            assert sentence.startswith(f"CSRF_TRUSTED_ORIGINS has {origin}, which no browser sends")

    @pytest.mark.parametrize("origin", ["https://example.org:8443", "https://192.0.2.1", "https://[2001:db8::1]:8443"])
    def test_an_origin_starts(self, read, production, origin):
        assert read(**production, CSRF_TRUSTED_ORIGINS=origin).trusted_origins == [origin]


class TestUnsafeCombinations:
    """Set-ups that would work: refused in production, with a sentence, and a warning in development."""

    CACHE = {"SESSION_ENGINE": "django.contrib.sessions.backends.cache"}
    CACHED_DB = {"SESSION_ENGINE": "django.contrib.sessions.backends.cached_db"}

    @pytest.mark.parametrize(
        ("variables", "sentence"),
        [
            ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS is *"),
            ({"ALLOWED_HOSTS": "library.example.org,*"}, "ALLOWED_HOSTS is *"),
            ({"ALLOWED_HOSTS": ".com"}, "ALLOWED_HOSTS has .com: the site would answer to names of strangers"),
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
        "folder", ["static", "static/data", "catalog/static/data", "catalog/course/static", "elsewhere/app/static/data"]
    )
    @pytest.mark.parametrize("linked", [False, True], ids=["itself", "through a link"])
    def test_data_in_a_folder_that_is_served_is_refused(self, production, tmp_path, folder, linked):
        project, data = tmp_path / "project", tmp_path / "project" / folder
        data.mkdir(parents=True)
        (project / "elsewhere" / "app").mkdir(parents=True, exist_ok=True)
        (project / "elsewhere" / "app" / "__init__.py").touch()
        if linked:
            data = tmp_path / "link"
            data.symlink_to(project / folder)

        with pytest.raises(EnvironmentRefused, match="whose files are served to everybody"):
            Environment.read(production | {"DATA_DIR": str(data)}, project)

    def test_data_where_a_served_folder_leads_by_a_link_is_refused(self, read, production, tmp_path):
        (tmp_path / "real").mkdir()
        (tmp_path / "catalog").mkdir()
        (tmp_path / "catalog" / "static").symlink_to(tmp_path / "real")

        assert refused(read, **production, DATA_DIR=str(tmp_path / "real" / "data")).startswith("DATA_DIR is")

    @pytest.mark.skipif(os.name != "posix", reason="Windows has no such bits")
    @pytest.mark.parametrize("mode", [0o777, 0o1777, 0o702])
    def test_data_that_everybody_on_the_machine_can_write_is_refused(self, read, production, tmp_path, mode):
        (tmp_path / "data").mkdir()
        (tmp_path / "data").chmod(mode)

        sentence = refused(read, **production, DATA_DIR=str(tmp_path / "data"))

        assert sentence.endswith(f"chmod o-w {tmp_path / 'data'}")
        (tmp_path / "data").chmod(mode & ~0o002)
        assert not read(**production, DATA_DIR=str(tmp_path / "data")).debug

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

    @pytest.mark.skipif(os.name != "posix", reason="Windows has no such bits")
    def test_in_production_only_its_owner_may_read_the_database(self, read, production, tmp_path):
        (tmp_path / "data").mkdir(mode=0o755)
        umask = os.umask(0o022)
        try:
            name = read(**production, DATA_DIR=str(tmp_path / "data")).database["NAME"]
            with closing(sqlite3.connect(name)) as connection:
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute("CREATE TABLE book (title)")
                modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in name.parent.iterdir()}
        finally:
            os.umask(umask)

        assert modes == dict.fromkeys(["library.sqlite3", "library.sqlite3-wal", "library.sqlite3-shm"], 0o600)

    def test_a_database_that_is_there_stays_as_it_is(self, read, production, tmp_path):
        database = tmp_path / "library.sqlite3"
        database.write_bytes(b"books")
        database.chmod(0o640)
        before = database.stat()

        read(**production, DATA_DIR=str(tmp_path))

        assert database.read_bytes() == b"books"
        assert database.stat().st_mode == before.st_mode

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


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("CACHE_URL", "redis://:hunter2@bbb/x@localhost"),
        ("CACHE_URL", "redis://:hunter2@bbb@localhost:6379/0"),
        ("CACHE_URL", "redis://:hunter2#bbb@localhost"),
        ("CACHE_URL", "unix://me:hunter2@bbb@/run/redis.sock"),
        ("DATABASE_URL", "postgresql://u:hunter2@bbb/x@localhost/db"),
        ("DATABASE_URL", "postgresql://u:hunter2@bbb#x@localhost/db"),
        ("EMAIL_URL", "smtps://u:hunter2@bbb/x@mail.example.org"),
        ("EMAIL_URL", "smtps://u:hunter2/x@mail.example.org"),
    ],
)
def test_a_password_that_breaks_its_url_is_refused_without_repeating_it(read, name, url):
    sentence = refused(read, **{name: url})

    assert sentence.startswith(f"{name} cannot be taken apart as a URL")
    assert "in percent form, for example / as %2F and @ as %40" in sentence
    assert "hunter2" not in sentence
    assert "bbb" not in sentence


class TestCacheAndSessions:
    @pytest.mark.parametrize("url", ["redis://cache:6379/1", "rediss://cache:6379/1", "unix:///run/redis.sock?db=1"])
    def test_the_cache_is_redis_where_a_url_names_it(self, read, url):
        assert read(CACHE_URL=url).cache == {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": url,
            "OPTIONS": {"socket_timeout": 2, "pool_class": "locallibrary.redis_pool.RestingPool"}
            | ({} if url.startswith("unix") else {"socket_connect_timeout": 2}),
        }

    @pytest.mark.parametrize(
        "url",
        ["memcached://cache:11211", "cache:6379", "/run/redis.sock", "redis:cache", "unix:/run/redis.sock", "unix://"],
    )
    def test_any_other_cache_is_refused(self, read, url):
        assert refused(read, CACHE_URL=url).startswith("CACHE_URL names no Redis server")

    @pytest.mark.parametrize("path", ["/nonsense", "/0/1", "/-1", "/1x", "?db=nonsense"])
    def test_a_database_of_redis_that_is_no_number_is_refused(self, read, path):
        sentence = refused(read, CACHE_URL=f"redis://:hunter2@localhost:6379{path}")

        assert sentence.startswith("CACHE_URL names a database of Redis that is no number")
        assert "hunter2" not in sentence

    @pytest.mark.parametrize("path", ["", "/", "/15", "?db=3"])
    def test_a_database_of_redis_may_be_left_out(self, read, path):
        assert read(CACHE_URL=f"redis://localhost:6379{path}").cache["LOCATION"].endswith(f":6379{path}")

    @pytest.mark.parametrize(
        "engine",
        [
            *("os", "sys", "json", "catalog", "catalog.sessions", "django.contrib.sessions.backends"),
            "django.contrib.sessions.backends.base",
        ],
    )
    def test_a_module_without_a_session_store_is_refused(self, read, production, engine):
        for variables in ({}, production):
            sentence = refused(read, **variables, SESSION_ENGINE=engine)
            assert sentence.startswith(f"SESSION_ENGINE is {engine!r}, a module without a SessionStore. Write for")

    @pytest.mark.parametrize("name", ["db", "file", "signed_cookies", "cache", "cached_db"])
    def test_every_engine_of_django_is_taken(self, read, production, name):
        engine = f"django.contrib.sessions.backends.{name}"

        assert read(**production, SESSION_ENGINE=engine, CACHE_URL="redis://cache").session_engine == engine

    @pytest.mark.parametrize(
        "source",
        [
            "from django.contrib.sessions.backends.db import SessionStore",
            "from django.contrib.sessions.backends import db\nclass SessionStore(db.SessionStore): pass",
            "from django.contrib.sessions.backends import db\nSessionStore = db.SessionStore",
        ],
    )
    def test_an_engine_of_your_own_is_taken_and_not_imported(self, read, tmp_path, monkeypatch, source):
        (tmp_path / "engine_of_mine.py").write_text(f"{source}\nraise AssertionError\n")
        monkeypatch.syspath_prepend(tmp_path)

        assert read(SESSION_ENGINE="engine_of_mine").session_engine == "engine_of_mine"

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
