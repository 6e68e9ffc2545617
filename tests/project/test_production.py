"""The start of the site, and its refusals, in a separate process."""

from __future__ import annotations

import ast
import re

import pytest

from tests.project.visitor import Visitor
from tests.selection import first_are_quick

PASSWORD = "correct horse battery staple"
ENTRY_POINTS = ["check", "runserver", "demo"]


@pytest.fixture(scope="module")
def site(prepare, serve, production):
    """A running production site with one account."""
    make_reader = (
        f"from django.contrib.auth.models import User; User.objects.create_user('reader', password={PASSWORD!r})"
    )
    prepare("shell", "-c", make_reader)
    return serve(**production)


class TestStarting:
    """The output in the terminal. A refusal is one message without a traceback; an error of the code has one."""

    @pytest.mark.parametrize("command", ENTRY_POINTS)
    def test_an_unsafe_environment_gets_one_sentence(self, manage, command):
        result = manage(command, DEBUG="off", ALLOWED_HOSTS="library.example.org")

        assert result.returncode == 1
        assert result.stderr.startswith("The site does not start: DEBUG is off, and there is no SECRET_KEY.")
        assert len(result.stderr.splitlines()) == 1
        assert not result.stdout

    @pytest.mark.parametrize(
        ("name", "value", "sentence"),
        [
            ("SESSION_ENGINE", "os", "SESSION_ENGINE is 'os', a module without a SessionStore"),
            ("HSTS_SECONDS", "9" * 5000, "HSTS_SECONDS is too large"),
            (
                "ALLOWED_HOSTS",
                "https://library.example.org",
                "ALLOWED_HOSTS has 'https://library.example.org', which is not",
            ),
            ("CACHE_URL", "redis://:hunter2@b/x@localhost", "CACHE_URL cannot be parsed as a URL"),
            ("SECRET_KEY", "hunter2-" * 8, "SECRET_KEY is easy to guess"),
        ],
        ids=lambda text: text[:20],
    )
    def test_production_that_could_not_work_gets_one_sentence(self, manage, production, name, value, sentence):
        result = manage("check", **production | {name: value})

        assert result.returncode == 1
        assert result.stderr.startswith(f"The site does not start: {sentence}")
        assert len(result.stderr.splitlines()) == 1
        assert "hunter2" not in result.stderr

    def test_debug_that_is_open_to_the_world_gets_one_sentence(self, manage):
        result = manage("check", DEBUG="on", ALLOWED_HOSTS="*")

        assert result.returncode == 1
        assert "opens the site to *" in result.stderr
        assert "Traceback" not in result.stderr

    def test_a_python_that_is_too_old_can_read_the_sentence_about_it(self, project_dir):
        source = (project_dir / "manage.py").read_text(encoding="utf-8")

        ast.parse(source, feature_version=(3, 4))  # no SyntaxError
        assert not any(isinstance(node, ast.JoinedStr) for node in ast.walk(ast.parse(source))), "no f-string"
        assert "needs Python 3.11 or later" in source

    @pytest.mark.parametrize("module", ["wsgi", "asgi"])
    def test_a_site_without_its_static_files_is_not_served(self, manage, production, tmp_path, module):
        result = manage("shell", "-c", f"import locallibrary.{module}", **production, DATA_DIR=str(tmp_path))

        assert result.returncode != 0
        assert "manage.py collectstatic" in result.stderr.splitlines()[-1]

    def test_other_errors_are_not_hidden(self, manage):
        result = manage("check", DJANGO_SETTINGS_MODULE="locallibrary.no_such_settings")

        assert result.returncode == 1
        assert "Traceback" in result.stderr

    @pytest.mark.parametrize("python", first_are_quick([(), ("-W", "error")]), ids=["as usual", "warnings are errors"])
    def test_development_starts_with_nothing_set(self, manage, python):
        result = manage("check", python=python)

        assert result.returncode == 0, result.stderr
        assert not result.stderr.replace("System check identified no issues (0 silenced).\n", "")

    def test_production_passes_the_deployment_checks_without_a_warning(self, manage, production):
        result = manage("check", "--deploy", "--fail-level", "WARNING", python=("-W", "error"), **production)

        assert result.returncode == 0, result.stderr
        assert "no issues (0 silenced)" in result.stdout + result.stderr

    @pytest.mark.full
    def test_models_and_migrations_agree(self, manage):
        result = manage("makemigrations", "--check", "--dry-run")

        assert result.returncode == 0, result.stdout


class TestServing:
    """A server with production settings, behind a proxy that marks HTTPS requests."""

    def test_pages_cookies_and_files_are_safe(self, site, data_dir):
        plain = site.get("/catalog/")
        secure = site.get("/catalog/", X_Forwarded_Proto="https")
        stranger = site.get("/catalog/", X_Forwarded_Proto="https", Host="evil.example.org")

        assert plain.status == 301
        assert plain.headers["Location"] == f"https://127.0.0.1:{site.port}/catalog/"
        assert secure.status == 200, site.log
        assert stranger.status == 400

        assert secure.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
        assert "default-src 'none'" in secure.headers["Content-Security-Policy"]
        cookies = secure.headers.get_all("Set-Cookie")
        assert any(cookie.startswith("__Host-sessionid=") for cookie in cookies)
        assert all("; Secure" in cookie for cookie in cookies)

        stylesheets = re.findall(r'href="(/static/css/[^"]+\.css)"', secure.text)
        assert stylesheets
        for address in stylesheets:
            assert re.search(r"\.[0-9a-f]{12}\.css$", address), "the name carries the hash of the contents"
            stylesheet = site.get(address, X_Forwarded_Proto="https")
            assert stylesheet.status == 200
            assert "immutable" in stylesheet.headers["Cache-Control"]
        assert (data_dir / "static" / "staticfiles.json").is_file()

    def test_every_cookie_of_ours_is_secure(self, site):
        """The cookies of session, CSRF, theme, messages, course and device."""
        visitor = Visitor(site.port)
        visitor.post("/accounts/login/", username="reader", password=PASSWORD)
        visitor.post("/sessions/run/say_hello/", name="Ann")
        visitor.post("/catalog/preferences/", page_size="25", accent="plum", theme="dark")

        assert set(visitor.cookies) == {
            *("__Host-sessionid", "csrftoken", "theme", "messages"),
            *("course_reader", "course_done", "known_browser"),
        }
        for name, attributes in visitor.cookies.items():
            assert "; Secure" in attributes, name
            assert "SameSite=Lax" in attributes, name
            assert name in {"csrftoken", "theme"} or "HttpOnly" in attributes, name

    def test_an_error_shows_nothing_of_the_code_and_is_logged(self, site):
        answer = site.get("/catalog/no-such-page", X_Forwarded_Proto="https")

        assert answer.status == 404
        assert "urlpatterns" not in answer.text.lower()
        assert "urlconf" not in answer.text.lower()
        assert "Not Found: /catalog/no-such-page" in site.log
