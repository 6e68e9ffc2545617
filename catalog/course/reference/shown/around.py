"""The model, the engines, the exceptions, the reserved keys, the middleware and the loggers."""

from __future__ import annotations

from catalog.course.reference.shown.shown import Shown, live, told

_KEY = "the-session-key"
_SETUP = "switching-sessions-on"
_STORED = "what-can-be-stored"

AROUND: dict[str, Shown] = {
    "django_session": live("count_rows", "The table of db and cached_db, with a row for each session."),
    "Session.session_key": live("read_row_without_secret count_rows", "The key, which is the primary key of the row."),
    "Session.session_data": live(
        "read_row_without_secret store_long_text",
        "The entries as signed text. Everybody who has the row can read them.",
    ),
    "Session.expire_date": live("count_rows expire_in_seconds", "The moment from which Django takes the row for gone."),
    "Session.objects": live("count_rows", "The manager, with which you ask for rows as for those of any model."),
    "Session.DoesNotExist": live(
        "read_row_through_model", "What Session.objects.get() raises if there is no such row."
    ),
    "Session.MultipleObjectsReturned": told(_KEY, "What Session.objects.get() raises if there are several such rows."),
    "Session.NotUpdated": told(_KEY, "What save(force_update=True) of a row raises if the row is gone.", newer=True),
    "Session.get_next_by_expire_date": told("expiry-and-cookies", "Returns the row that expires next after this one."),
    "Session.get_previous_by_expire_date": told("expiry-and-cookies", "Returns the row that expires before this one."),
    "Session.get_session_store_class": live(
        "read_row_through_model", "Returns the SessionStore of the database engine."
    ),
    "AbstractBaseSession.__str__": live(
        "read_row_through_model", "Returns the session key: a row that is printed gives it away."
    ),
    "AbstractBaseSession.get_decoded": live(
        "read_row_through_model", "Returns the entries of the row as a dictionary."
    ),
    "AbstractBaseSession.get_session_store_class": live(
        "read_row_through_model", "A model of your own returns here the SessionStore that can decode its rows."
    ),
    "BaseSessionManager.encode": live(
        "write_row_through_manager", "Turns a dictionary into the text that a row holds."
    ),
    "BaseSessionManager.save": live(
        "write_row_through_manager",
        "Stores a dictionary under a key until a moment. For an empty dictionary it deletes the row.",
    ),
    "SessionManager.use_in_migrations": told(_SETUP, "True, so that migrations have the manager too."),
    "backends.cache": live("try_other_engines", "Keeps sessions in a cache alone. What the cache drops is lost."),
    "backends.cached_db": live(
        "try_other_engines", "Writes sessions to the database and to a cache, and reads the cache first."
    ),
    "backends.db": live(
        "list_engines check_setup count_rows", "Keeps each session as a row of the table django_session."
    ),
    "backends.file": live(
        "try_other_engines ask_for_impossible_key",
        "Keeps each session as a file. An expired one that is read is deleted, and a new session begins.",
    ),
    "backends.signed_cookies": live(
        "read_signed_cookie",
        "Keeps the entries in the cookie itself, signed: the visitor can read them and cannot change them. A copy "
        "opens until SESSION_COOKIE_AGE is over.",
    ),
    "serializers.JSONSerializer": live("store_date store_tuple store_integer_key", "Turns the entries into JSON."),
    "serializers.BaseJSONSerializer": live("serialize_by_hand", "Another name of JSONSerializer."),
    "exceptions.InvalidSessionKey": live(
        "ask_for_impossible_key",
        "What the file engine's exists() raises for a key with other characters than a to z and 0 to 9.",
    ),
    "exceptions.SuspiciousSession": live(
        "decode_forged", "Raised nowhere in Django. Its name is that of the logger for data whose signature is wrong."
    ),
    "exceptions.SessionInterrupted": live(
        "delete_row_then_write",
        "What SessionMiddleware raises if save() raises UpdateError: the session was deleted after the view loaded it, "
        "or the database refuses to update its row. The visitor gets status 400.",
    ),
    "backends.base.CreateError": live("save_as_new", "What save(must_create=True) raises if the key is taken."),
    "backends.base.UpdateError": live(
        "delete_row_then_write",
        "What save() raises if the session was deleted after it was loaded, or if the database refuses to update its "
        "row: locked, full or read-only. SessionMiddleware raises SessionInterrupted for it.",
    ),
    "key._auth_user_id": live(
        "read_login_entries compare_user_id", "Who is logged in: the user's primary key as text."
    ),
    "key._auth_user_backend": live("read_login_entries", "Which of the AUTHENTICATION_BACKENDS logged the user in."),
    "key._auth_user_hash": live(
        "read_login_entries change_password",
        "A hash made of the user's password. A new password ends the log-in, unless the new hash is stored here.",
    ),
    "key._session_expiry": live(
        "expire_in_seconds expire_after_timedelta", "What set_expiry() has stored: a number, or a moment as text."
    ),
    "key.testcookie": live("set_test_cookie delete_test_cookie", "The test entry."),
    "key._messages": live("keep_message show_messages", "The messages for the next page, if they wait in the session."),
    "key._csrftoken": live("find_csrf_secret", "The secret against forged forms, with CSRF_USE_SESSIONS."),
    "key._password_reset_token": live(
        "follow_reset_link", "The token of a link with which a user chooses a new password, until it is chosen."
    ),
    "clearsessions": live("run_clearsessions", "Runs clear_expired() of the engine in the settings."),
    "SessionMiddleware.process_request": live(
        "open_session_by_hand what_is_it say_hello",
        "Gives the request a session with the key of the cookie, and loads nothing yet.",
    ),
    "SessionMiddleware.process_response": live(
        "remember_name only_read flush_session",
        "Saves a changed session and sends its cookie, if the status is below 500. It deletes the cookie of a session "
        "without key and entries.",
    ),
    "logger.django.contrib.sessions": told(
        _SETUP,
        "Where cached_db reports a cache that fails in save(). The database has the session by then. A cache that "
        "fails in load() or delete() raises its exception instead.",
    ),
    "logger.django.security.*": live(
        "decode_forged",
        "Where the database and file engines report a SuspiciousOperation. The name of its class stands for *.",
    ),
    "logger.django.security.SuspiciousSession": live(
        "decode_forged", "Where decode() warns of a text whose signature is wrong: Session data corrupted."
    ),
}
