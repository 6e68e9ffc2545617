"""Each section "Build it yourself", followed in a new project: what it prints runs, and what it says happens."""

from __future__ import annotations

import re
from typing import Any

import pytest

from catalog.course.lessons.building import find_snippet
from tests.course.lessons.new_project import run_in, session_key, texts

pytestmark = pytest.mark.full

WEEK = 60 * 60 * 24 * 7
MAKE_USER = ("createsuperuser", "--noinput", "--username=ada", "--email=")
PASSWORD = {"DJANGO_SUPERUSER_PASSWORD": "old"}
STORE_COLOR = """
from django.contrib.sessions.backends.db import SessionStore

session = SessionStore()
session.update({"color": "teal", "age": 9})
session.create()
print(session.session_key)
"""
EXPIRE_ALL = """
from django.contrib.sessions.models import Session
from django.core.management import call_command

Session.objects.update(expire_date="2001-01-01T00:00Z")
call_command("clearsessions")
print(Session.objects.count())
"""


def expiry(answer: dict[str, Any]) -> tuple[int | str, str]:
    """Return what the session cookie says of its end."""
    return answer["cookies"]["sessionid"]["max-age"], answer["cookies"]["sessionid"]["expires"]


def test_what_a_session_is(project):
    project.put("what-a-session-is")

    before, remembered, after = project.open("/recognize/", "/remember/", "/recognize/")
    key = session_key(remembered)

    assert texts([before, after]) == ["Hello, stranger.", "Hello, Ada."]
    assert before["cookies"] == {}
    assert project.shell("what-a-session-is").splitlines()[-1] == f"{key} {{'name': 'Ada'}}"
    assert texts(project.open("/recognize/")) == ["Hello, stranger."]
    assert texts(project.open("/recognize/", cookies={"sessionid": key})) == ["Hello, Ada."]


def test_switching_sessions_on_without_the_table_and_with_it(unmigrated, tmp_path):
    project = unmigrated.copy_to(tmp_path / "project")
    project.put("what-a-session-is")

    stranger, failed = project.open("/recognize/", "/remember/")
    project.manage("migrate")
    [worked] = project.open("/remember/")

    assert (stranger["text"], stranger["cookies"]) == ("Hello, stranger.", {})
    assert failed["error"] == "OperationalError: no such table: django_session"
    assert worked["text"] == "I will remember you."


def test_switching_sessions_on_without_the_middleware(project):
    project.put("what-a-session-is")
    project.comment_out("django.contrib.sessions.middleware.SessionMiddleware")

    serve = find_snippet("switching-sessions-on", "terminal.txt").text.splitlines()[1].split()
    checked, served = project.manage("check"), run_in(project.folder, *serve[1:], "--noreload")

    assert (checked.returncode, served.returncode) == (1, 1)
    assert "admin.E410" in checked.stderr
    assert "admin.E410" in served.stderr


def test_switching_sessions_on_without_the_app(unmigrated, tmp_path):
    project = unmigrated.copy_to(tmp_path / "project")
    project.put("what-a-session-is")
    project.comment_out("django.contrib.sessions")

    checked, [failed] = project.manage("check"), project.open("/remember/")
    project.put("switching-sessions-on", "mysite/settings.py")
    remembered = project.open("/remember/", "/recognize/")

    assert checked.stdout == "System check identified no issues (0 silenced).\n"
    assert re.match(r"RuntimeError: Model class \S+ .*isn't in an application in INSTALLED_APPS", failed["error"])
    assert texts(remembered) == ["I will remember you.", "Hello, Ada."]


def test_the_visit_counter(project):
    project.put("the-visit-counter")

    counted, private = project.open("/", "/", "/"), project.open("/")

    assert texts(counted) == [
        f"<p>You have visited this page {times}.</p>" for times in ("1 time", "2 times", "3 times")
    ]
    assert texts(private) == texts(counted)[:1]


def test_storing_and_reading(project):
    project.put("storing-and-reading")
    other = 'path("other/", lambda request: views.render(request, "other.html")),'
    project.replace("mysite/urls.py", "urlpatterns = [\n", f"urlpatterns = [\n    {other}\n")
    (project.folder / "pages/templates/other.html").write_text("{{ request.session.color }}", encoding="utf-8")

    before, chosen, again, elsewhere = project.open("/color/", "POST /color/choose/ color=plum", "/color/", "/other/")

    assert 'action="/color/choose/"' in before["text"]
    assert '<button name="color" value="plum">plum</button>' in before["text"]
    assert "Your color: none yet." in before["text"]
    assert "Your color: plum." in chosen["text"]
    assert "Your color: plum." in again["text"]
    assert elsewhere["text"] == "plum"


def test_changing_and_deleting_has_two_buttons(project):
    project.put("changing-and-deleting")
    choose = "POST /color/choose/ color=plum"

    chosen, forgot, _, ended = project.open(choose, "POST /color/forget/", choose, "POST /forget/")

    assert re.findall('action="(.+)"', chosen["text"]) == ["/color/choose/", "/color/forget/", "/forget/"]
    assert "Your color: none yet." in forgot["text"]
    assert session_key(forgot) == session_key(chosen)
    assert "Your color: none yet." in ended["text"]
    assert session_key(ended) == ""


def test_changing_and_deleting_tells_flush_from_clear(project):
    project.put("changing-and-deleting")

    passed = project.manage("test")
    project.replace("pages/views.py", "flush()", "clear()")
    failed = project.manage("test")
    [_, cleared] = project.open("POST /color/choose/ color=plum", "POST /forget/")

    assert passed.returncode == 0, passed.stderr
    assert "Ran 2 tests" in passed.stderr
    assert re.findall(r"^FAIL: (\w+)", failed.stderr, re.MULTILINE) == ["test_forgetting_everything_ends_the_session"]
    assert "AssertionError: 1 != 0" in failed.stderr
    assert session_key(cleared)


def test_when_is_it_saved(project):
    project.put("when-is-it-saved")
    change = 'request.session["my_car"]["wheels"] = "alloy"\n'

    answers = project.open("/catalog/park/", "/catalog/wheels/")
    failed = project.manage("test")
    project.replace("catalog/views.py", change, f"{change}    request.session.modified = True\n")
    passed = project.manage("test")

    assert texts(answers) == ["{'name': 'mini', 'wheels': 'steel'}"] * 2
    assert "AssertionError: 'steel' != 'alloy'" in failed.stderr
    assert passed.returncode == 0, passed.stderr


def test_the_session_key(project):
    def rows() -> int:
        return int(project.shell("the-session-key").splitlines()[-2])

    project.put("the-session-key")

    first, *_, last = project.open(*["/catalog/new-key/"] * 3)
    cycled = rows()
    project.replace("catalog/views.py", "cycle_key()", "create()")
    project.open(*["/catalog/new-key/"] * 3, cookies={"sessionid": session_key(last)})

    assert session_key(first) != session_key(last)
    assert last["text"].endswith(f" is now {session_key(last)}")
    assert (cycled, rows()) == (1, 4)


def test_logging_in_and_out(project):
    project.put("logging-in-and-out")
    project.manage(*MAKE_USER, env=PASSWORD)
    who, log_in = "/catalog/who/", "POST /admin/login/?next=/admin/ username=ada&password={}"

    before, _, after, asked, left = project.open(
        who, log_in.format("old"), who, "/catalog/log-out/", "POST /catalog/log-out/"
    )
    _, again = project.open(log_in.format("old"), who)
    project.shell("logging-in-and-out")
    changed, _, new = project.open(who, log_in.format("a+new+one"), who, cookies={"sessionid": session_key(again)})

    assert texts([before, left, changed]) == ["AnonymousUser: []"] * 3
    assert texts([after, again, new]) == ["ada: ['_auth_user_id', '_auth_user_backend', '_auth_user_hash']"] * 3
    assert asked["status"] == 405


def test_logging_out_keeps_the_color(project):
    project.put("logging-in-and-out")
    key = project.print_in_shell(STORE_COLOR)

    [left] = project.open("POST /catalog/log-out/", cookies={"sessionid": key})

    assert left["text"] == "AnonymousUser: ['color']"
    assert session_key(left) != key


def test_expiry_and_cookies(project):
    project.put("expiry-and-cookies")
    project.put("expiry-and-cookies", "mysite/settings.py")
    project.manage(*MAKE_USER, env=PASSWORD)
    log_in = "POST /accounts/login/?next=/admin/ username=ada&password=old"

    page, without = project.open("/accounts/login/", log_in)
    [remembered] = project.open(f"{log_in}&remember=on")

    assert '<input type="checkbox" name="remember">' in page["text"]
    assert (without["status"], remembered["status"]) == (200, 200)
    assert expiry(without) == ("", "")
    assert expiry(remembered)[0] == WEEK
    assert expiry(remembered)[1].endswith(" GMT")
    assert project.print_in_shell(EXPIRE_ALL) == "0"


def test_expiry_and_cookies_sends_the_cookie_over_https_alone_in_production(project):
    project.put("expiry-and-cookies")
    project.put("expiry-and-cookies", "mysite/settings.py")
    project.manage(*MAKE_USER, env=PASSWORD)
    project.replace("mysite/settings.py", "DEBUG = True", "DEBUG = False")
    project.replace("mysite/settings.py", "ALLOWED_HOSTS = []", "ALLOWED_HOSTS = ['localhost']")

    [remembered] = project.open("POST /accounts/login/?next=/admin/ username=ada&password=old&remember=on")

    assert remembered["cookies"]["sessionid"]["secure"] is True


def test_what_can_be_stored(project):
    project.put("what-can-be-stored")
    written = "date(2030, 1, 31)"

    [refused] = project.open("/catalog/set-due/")
    project.replace("catalog/views.py", written, f"{written}.isoformat()")
    [as_text] = project.open("/catalog/set-due/")
    project.replace("catalog/views.py", f"{written}.isoformat()", written)
    project.put("what-can-be-stored", "mysite/settings.py")
    [serialized] = project.open("/catalog/set-due/", cookies={"sessionid": session_key(as_text)})

    assert refused["error"] == "TypeError: Object of type date is not JSON serializable"
    assert not [file for file in refused["files"] if file.startswith(str(project.folder))]
    assert texts([as_text, serialized]) == ["'2030-01-31'"] * 2
