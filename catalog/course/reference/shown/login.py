"""Logging in and out: functions, middleware, signals and the browsers of tests."""

from __future__ import annotations

from catalog.course.reference.shown.shown import Shown, live, told

_LOGIN = "logging-in-and-out"
_SAVING = "when-is-it-saved"

_CLIENT = {
    "session": live(
        "log_in_test_client",
        "The session of the test's browser, loaded anew each time you ask: keep it, change it, save it. With "
        "signed_cookies the change is lost.",
    ),
    "asession": live("alog_in_test_client"),
    "login": live(
        "log_in_test_client", "Logs the test's browser in with a name and a password, and says whether that worked."
    ),
    "alogin": live("alog_in_test_client"),
    "force_login": live("log_in_test_client", "Logs the test's browser in as a user, without a password."),
    "aforce_login": live("alog_in_test_client"),
    "logout": live("log_in_test_client", "Flushes the session of the test's browser, and drops all its cookies."),
    "alogout": live("alog_in_test_client"),
}

LOGIN: dict[str, Shown] = {
    "auth.SESSION_KEY": live("read_login_entries", "The name of the entry that says who is logged in."),
    "auth.BACKEND_SESSION_KEY": live("read_login_entries", "The name of the entry that says which backend did it."),
    "auth.HASH_SESSION_KEY": live("read_login_entries", "The name of the entry that a change of password makes stale."),
    "auth.login": live(
        "log_in log_in_as_another",
        "Stores who is logged in, and changes the key, unless the same user is logged in already. It flushes the "
        "session of another user, and one with the hash of a former password.",
    ),
    "auth.alogin": live(
        "alog_in auser_around_alogin",
        "Does what login() does. In Django 5.2, a request.auser() awaited before gives the same user after it.",
    ),
    "auth.logout": live(
        "log_out log_out_and_keep_color", "Flushes the session: every entry goes, not the log-in alone."
    ),
    "auth.alogout": live(
        "alog_out auser_around_alogout",
        "Does what logout() does. In Django 5.2, request.auser() still gives the user after it.",
    ),
    "auth.get_user": live(
        "who_am_i", "Returns the user whom the session names. It flushes a session whose hash is stale."
    ),
    "auth.aget_user": live("auser_around_alogin"),
    "auth.update_session_auth_hash": live(
        "change_password_and_stay",
        "Changes the key and, if the user is request.user, stores the new hash, so that this log-in outlives the "
        "password. Load request.user before you store the password, or the log-in ends.",
    ),
    "auth.aupdate_session_auth_hash": live(
        "achange_password_and_stay",
        "Does what update_session_auth_hash() does: await request.auser() before you store the password. Django 5.2 "
        "reads request.user instead, and raises SynchronousOnlyOperation if it is not loaded.",
    ),
    "AbstractBaseUser.get_session_auth_hash": live(
        "read_login_entries", "Returns the hash of the user's password that a log-in stores."
    ),
    "AbstractBaseUser.get_session_auth_fallback_hash": live(
        "read_fallback_hashes", "Yields what that hash would be with each of the SECRET_KEY_FALLBACKS."
    ),
    "request.user": live("who_am_i compare_user_id", "Who is logged in. The session is read when you first ask."),
    "request.auser": live(
        "auser_around_alogin auser_around_alogout", "The same for async views: a function to call and await."
    ),
    "auth.middleware.AuthenticationMiddleware": live(
        "who_am_i authenticate_without_session",
        "Gives each request user and auser. It needs SessionMiddleware before it.",
    ),
    "auth.middleware.LoginRequiredMiddleware": live(
        "behind_login_required",
        "Sends everybody who is not logged in to LOGIN_URL, except from views with login_not_required.",
    ),
    "auth.middleware.RemoteUserMiddleware": told(
        _LOGIN, "Logs in whom the web server names in REMOTE_USER, and logs that user out when it names nobody."
    ),
    "auth.middleware.PersistentRemoteUserMiddleware": told(
        _LOGIN, "Does the same, but nobody is logged out when the web server names nobody."
    ),
    "signals.user_logged_in": live("log_in alog_in", "Sent by login(), when the session has its new key."),
    "signals.user_logged_out": live("log_out", "Sent by logout(), before the session is flushed."),
    "signals.user_login_failed": live("log_in", "Sent by authenticate() if no backend accepts the password."),
    **{f"Client.{name}": shown for name, shown in _CLIENT.items()},
    **{f"AsyncClient.{name}": shown for name, shown in _CLIENT.items()},
}
