"""What stands at the edge of the lessons: engines, checks, messages, models, tests' browsers."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session

pytestmark = pytest.mark.django_db


def test_every_engine_gives_back_what_it_was_given(run):
    assert run("try_other_engines")["result"].startswith("['cache', 'cached_db', 'file']")
    assert Session.objects.count() == 0


def test_a_cookie_that_travels_without_https_gets_one_warning(run):
    assert run("run_deployment_checks")["result"].startswith("['security.W012']")


def test_a_message_waits_in_the_session_until_it_is_shown(run):
    assert "_messages" in run("keep_message")["stored"]

    shown = run("show_messages")

    assert shown["result"] == "['Welcome']"
    assert "_messages" not in shown["stored"]


def test_a_key_that_is_taken_is_not_taken_over(run):
    run("remember_name")

    exchange = run("save_as_new")

    assert exchange["error"]["type"] == "CreateError"
    assert exchange["stored"] == {"name": "Ada"}


def test_the_file_engine_refuses_a_key_that_is_no_name_of_a_file(run):
    assert run("ask_for_impossible_key")["error"]["type"] == "InvalidSessionKey"


def test_without_a_row_there_is_nothing_to_get(run):
    assert run("read_row_through_model")["error"]["type"] == "DoesNotExist"


def test_the_row_is_a_model_that_decodes_itself(run):
    run("remember_name")

    assert "holds {'name': 'Ada'}" in run("read_row_through_model")["result"]


def test_what_the_manager_writes_the_loaded_session_does_not_see(run):
    run("remember_name")

    exchange = run("write_row_through_manager")

    assert (exchange["after"], exchange["stored"]) == ({"name": "Ada"}, {"name": "Grace"})
    assert exchange["saved"] is False


def test_a_visitor_without_a_session_has_no_row_to_write(run):
    assert run("write_row_through_manager")["result"] == "You have no row."
    assert Session.objects.count() == 0


def test_nobody_is_sent_to_the_log_in_page_and_ann_is_let_through(run):
    assert run("behind_login_required")["status"] == 302
    run("log_in")

    assert run("behind_login_required")["status"] == 200


def test_there_is_a_hash_for_each_older_secret_key(run, settings):
    run("log_in")
    assert run("read_fallback_hashes")["result"].startswith("0 hashes")

    settings.SECRET_KEY_FALLBACKS = ["an older key"]

    assert run("read_fallback_hashes")["result"].startswith("1 hashes for 1")


def test_the_token_of_a_reset_link_goes_into_the_session(run):
    run("log_in")

    exchange = run("follow_reset_link")

    assert exchange["status"] == 302
    assert "_password_reset_token" in exchange["stored"]


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("log_in_test_client", "login: True, force_login: True, after logout: {}"),
        ("alog_in_test_client", "alogin: True, aforce_login: True"),
    ],
)
def test_the_browser_of_a_test_is_another_visitor(run, name, answer):
    run("remember_name")

    exchange = run(name)

    assert exchange["result"] == answer
    assert exchange["stored"] == {"name": "Ada"}


def test_the_secret_of_forms_is_not_in_the_session_unless_the_settings_say_so(run):
    assert run("find_csrf_secret")["result"].startswith("_csrftoken there: False, CSRF_USE_SESSIONS = False")


def test_the_salt_names_the_class_of_the_store(run):
    assert run("read_key_salt")["result"] == "django.contrib.sessions.SessionStore"
