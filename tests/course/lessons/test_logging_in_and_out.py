"""Logging in and out."""

from __future__ import annotations

import django
import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_out
from django.contrib.sessions.models import Session
from django.test import Client

from tests.course.lessons.exchanges import drops_the_cookie, session_cookie

pytestmark = pytest.mark.django_db
LOGIN_ENTRIES = {"_auth_user_id", "_auth_user_backend", "_auth_user_hash"}
BEFORE_6 = django.VERSION < (6,)


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hash passwords in no time: how well they are kept is not the subject."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def is_logged_in(run):
    """A function that asks on the next request."""
    return lambda: run("who_am_i")["result"].endswith("True")


@pytest.mark.parametrize("operation", ["log_in", "alog_in"])
def test_a_log_in_adds_three_entries_keeps_the_others_and_changes_the_key(run, operation):
    before = run("remember_name", name="Ada")

    exchange = run(operation)

    assert set(exchange["stored"]) == {"name", *LOGIN_ENTRIES}
    assert session_cookie(exchange)["value"] != session_cookie(before)["value"]
    assert not Session.objects.filter(pk=before["row_after"]["session_key"]).exists()


def test_logging_in_again_as_the_same_user_keeps_the_key(run):
    assert session_cookie(run("log_in"))["value"] == session_cookie(run("log_in"))["value"]


@pytest.mark.parametrize("operation", ["log_in", "log_in_as_another", "log_in_then_fail", "alog_in"])
def test_a_wrong_password_changes_no_entry(run, operation):
    run("remember_name", name="Ada")

    exchange = run(operation, password="wrong")

    assert exchange["status"] == 403
    assert exchange["stored"] == {"name": "Ada"}


def test_the_entries_are_the_number_as_text_the_backend_and_a_hash_of_the_password(run):
    stored = run("log_in")["stored"]
    ann = get_user_model().objects.get(first_name="Ann")

    assert stored["_auth_user_id"] == str(ann.pk)
    assert stored["_auth_user_backend"] == "catalog.course.accounts.CourseBackend"
    assert stored["_auth_user_hash"] == ann.get_session_auth_hash()
    assert run("read_login_entries")["result"].count("\n") == 2


def test_the_stored_number_is_not_equal_to_the_primary_key(run):
    run("log_in")

    assert run("compare_user_id")["result"].endswith("False")


def test_somebody_else_finds_nothing_of_the_user_before(run):
    run("log_in")
    run("remember_name", name="Ada")

    assert set(run("log_in_as_another")["stored"]) == LOGIN_ENTRIES


def test_a_new_password_ends_the_session_on_the_next_request(run):
    run("log_in")
    run("remember_name", name="Ada")

    assert run("change_password")["changes"] == []

    exchange = run("who_am_i")
    assert exchange["result"] == "You are nobody. Logged in: False"
    assert exchange["row_after"] is None
    assert drops_the_cookie(exchange)


def test_a_session_with_the_new_hash_stays_and_other_browsers_are_logged_out(run, client, is_logged_in):
    run("log_in")
    elsewhere = Client()
    elsewhere.cookies["course_reader"] = client.cookies["course_reader"].value  # the same reader has the same accounts
    run("log_in", browser=elsewhere)

    exchange = run("change_password_and_stay")

    assert [change["path"] for change in exchange["changes"]] == ["_auth_user_hash"]
    assert exchange["cookie_in"] != session_cookie(exchange)["value"]
    assert is_logged_in()
    assert run("who_am_i", browser=elsewhere)["result"].endswith("False")


@pytest.mark.parametrize("operation", ["log_out", "alog_out"])
@pytest.mark.parametrize("login", ["log_in", None])
def test_a_log_out_leaves_nothing_whether_or_not_you_were_logged_in(run, operation, login):
    run("remember_name", name="Ada")
    if login:
        run(login)

    exchange = run(operation)

    assert exchange["stored"] == {}
    assert exchange["row_after"] is None
    assert drops_the_cookie(exchange)


def test_what_is_put_back_after_the_log_out_lies_in_a_new_session(run):
    run("set_color", color="forest")
    run("log_in")

    exchange = run("log_out_and_keep_color")

    assert exchange["stored"] == {"accent": "forest"}
    assert session_cookie(exchange)["value"] != exchange["cookie_in"]


@pytest.mark.parametrize(("operation", "row_stays"), [("flush_to_log_out", False), ("clear_to_log_out", True)])
def test_without_logout_the_user_stays_until_the_view_is_done(run, is_logged_in, operation, row_stays):
    run("log_in")

    exchange = run(operation)

    assert exchange["result"] == "Logged in before: True, after: True"
    assert (exchange["row_after"] is not None) == row_stays
    assert (exchange["cookie_in"] == session_cookie(exchange)["value"]) == row_stays
    assert not is_logged_in()


def test_only_logout_sends_the_signal(run):
    heard = []

    def listen(**_: object) -> None:
        heard.append("somebody left")

    user_logged_out.connect(listen)
    try:
        for operation in ("flush_to_log_out", "clear_to_log_out", "log_out"):
            run("log_in")
            run(operation)
            assert len(heard) == (operation == "log_out")
    finally:
        user_logged_out.disconnect(listen)


def test_there_is_no_entry_called_user_id(run):
    run("log_in")

    assert run("delete_user_id")["error"] == {"type": "KeyError", "message": "'user_id'"}


def test_without_the_entry_that_django_reads_the_next_request_is_anonymous(run, is_logged_in):
    run("log_in")

    exchange = run("delete_auth_user_id")

    assert set(exchange["stored"]) == LOGIN_ENTRIES - {"_auth_user_id"}
    assert exchange["cookie_in"] == session_cookie(exchange)["value"]
    assert not is_logged_in()


def test_a_failure_after_the_log_in_leaves_the_browser_with_a_key_that_opens_nothing(run):
    run("remember_name", name="Ada")

    exchange = run("log_in_then_fail")

    assert exchange["status"] == 500
    assert exchange["set_cookie"] == []
    assert exchange["row_after"] is None
    assert "row_deleted" in exchange["findings"]


def test_auser_remembers_who_was_first_asked_on_5_2_and_is_told_on_6_1(run):
    assert run("auser_around_alogin")["result"] == f"Logged in before: False, now: {not BEFORE_6}"
    assert run("auser_around_alogout")["result"] == f"Logged in before: True, now: {BEFORE_6}"


def test_updating_the_hash_in_an_async_view_fails_on_5_2_and_works_on_6_1(run, is_logged_in):
    run("log_in")

    exchange = run("achange_password_and_stay")

    if BEFORE_6:
        assert exchange["error"]["type"] == "SynchronousOnlyOperation"
        assert exchange["row_after"] is None
    assert is_logged_in() != BEFORE_6


def test_the_synchronous_view_in_a_thread_works_on_both(run, is_logged_in):
    run("log_in")
    run("change_password_in_thread")

    assert is_logged_in()


def test_the_other_forms_on_the_page_work_after_a_log_in():
    browser = Client(enforce_csrf_checks=True)
    page = browser.get("/sessions/logging-in-and-out/")
    form = {"csrfmiddlewaretoken": page.context["csrf_token"]}

    for operation in ("log_in", "who_am_i", "alog_in", "log_out"):
        response = browser.post(f"/sessions/run/{operation}/", form, headers={"accept": "application/json"})
        assert response.status_code == 200


@pytest.mark.parametrize("operation", ["log_in", "who_am_i", "alog_in"])
def test_the_page_around_takes_a_reader_who_is_ann_for_a_stranger(client, run, soup, operation):
    run("log_in")

    page = soup(client.post(f"/sessions/run/{operation}/"))

    assert "Ann" in page.select_one(f"#{operation}-result").text
    assert page.select_one('.bar a[href^="/accounts/login/"]')
    assert "course-" not in page.text
