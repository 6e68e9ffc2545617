"""The URLs of servers: PostgreSQL, Redis, mail."""

from __future__ import annotations

import pytest

from tests.project.environment.refusal import refused


class TestDatabase:
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
        assert refused(read, DATABASE_URL=url).startswith("DATABASE_URL is not a URL of a PostgreSQL database")

    @pytest.mark.parametrize("url", ["postgresql://me:hunter2/x@db/books", "postgresql://me:hunter2@[db/books"])
    def test_a_url_that_falls_apart_is_refused_without_repeating_the_password(self, read, url):
        sentence = refused(read, DATABASE_URL=url)

        assert sentence.startswith("DATABASE_URL cannot be parsed as a URL")
        assert "hunter2" not in sentence


class TestCache:
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
        assert refused(read, CACHE_URL=url).startswith("CACHE_URL is not a URL of a Redis server")

    @pytest.mark.parametrize("path", ["/nonsense", "/0/1", "/-1", "/1x", "?db=nonsense"])
    def test_a_database_of_redis_that_is_no_number_is_refused(self, read, path):
        sentence = refused(read, CACHE_URL=f"redis://:hunter2@localhost:6379{path}")

        assert sentence.startswith("CACHE_URL has a Redis database that is not a number")
        assert "hunter2" not in sentence

    @pytest.mark.parametrize("path", ["", "/", "/15", "?db=3"])
    def test_a_database_of_redis_may_be_left_out(self, read, path):
        assert read(CACHE_URL=f"redis://localhost:6379{path}").cache["LOCATION"].endswith(f":6379{path}")


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
        assert refused(read, EMAIL_URL=url).startswith("EMAIL_URL is not a URL of a mail server")


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

    assert sentence.startswith(f"{name} cannot be parsed as a URL")
    assert "for example / as %2F and @ as %40" in sentence
    assert "hunter2" not in sentence
    assert "bbb" not in sentence
