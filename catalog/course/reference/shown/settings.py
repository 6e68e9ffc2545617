"""The settings of sessions and those next to them, and the checks that read them."""

from __future__ import annotations

from catalog.course.reference.shown.shown import Shown, live, told

_COOKIES = "expiry-and-cookies"
_SETUP = "switching-sessions-on"

SETTINGS: dict[str, Shown] = {
    "SESSION_CACHE_ALIAS": live("try_other_engines", "Which of the CACHES the engines cache and cached_db use."),
    "SESSION_COOKIE_AGE": live(
        "read_cookie_age expire_as_usual",
        "How many seconds a session lasts after a save, unless it says otherwise.",
    ),
    "SESSION_COOKIE_DOMAIN": live(
        "read_cookie_settings",
        "The domain to which the browser sends the cookie. None means the host that set it and no other.",
    ),
    "SESSION_COOKIE_HTTPONLY": live("read_cookie_settings", "Whether the browser hides the cookie from JavaScript."),
    "SESSION_COOKIE_NAME": live(
        "look_at_cookie open_session_by_hand delete_cookie",
        "The name of the cookie: of the key, or of the entries with signed_cookies.",
    ),
    "SESSION_COOKIE_PATH": live("read_cookie_settings", "The path under which the browser sends the cookie."),
    "SESSION_COOKIE_SAMESITE": live(
        "read_cookie_settings",
        "Whether the cookie goes along when another site leads to yours. Lax: with links and forms by GET, "
        "not with POST.",
    ),
    "SESSION_COOKIE_SECURE": live(
        "read_cookie_settings run_deployment_checks",
        "Whether the browser sends the cookie over HTTPS alone. Chromium sends it to localhost and 127.0.0.1 without "
        "HTTPS too.",
    ),
    "SESSION_ENGINE": live("check_setup open_session_by_hand", "The module whose SessionStore keeps the sessions."),
    "SESSION_EXPIRE_AT_BROWSER_CLOSE": live(
        "read_expiry", "Whether the cookie ends with the browser, for every session that does not say otherwise."
    ),
    "SESSION_FILE_PATH": told(
        _SETUP, "The folder of the file engine. None means the folder of the system for temporary files."
    ),
    "SESSION_SAVE_EVERY_REQUEST": live(
        "only_read",
        "Whether every response with a status below 500 saves the session and sends the cookie, changed or not. A "
        "session without key and entries is not saved.",
    ),
    "SESSION_SERIALIZER": live(
        "store_plain_values store_date store_tuple",
        "The class that turns the entries into bytes and back. What lies in a cache is pickled instead.",
    ),
    "SECRET_KEY": live(
        "decode_forged read_without_secret_key",
        "Signs rows, files and cookies of sessions. Whoever changes it empties all those sessions. Those in a cache "
        "stay, until get_user() flushes the ones with a log-in.",
    ),
    "SECRET_KEY_FALLBACKS": live(
        "read_fallback_hashes",
        "Former keys that Django still accepts, so that a change of SECRET_KEY ends no session and no log-in.",
    ),
    "CSRF_USE_SESSIONS": live(
        "find_csrf_secret", "Whether the secret against forged forms lies in the session, not in a cookie of its own."
    ),
    "MESSAGE_STORAGE": live(
        "keep_message",
        "Where messages wait for the next page. By default a cookie, and the session for what does not fit.",
    ),
    "CACHES": told(_SETUP, "The caches of the site. The engines cache and cached_db use one of them."),
    "USE_TZ": live("read_expiry", "Whether moments have a time zone, get_expiry_date() and expire_date among them."),
    "LOGIN_URL": live("behind_login_required", "Where Django sends those who have to log in first."),
    "AUTHENTICATION_BACKENDS": live(
        "read_login_entries",
        "The classes that log users in. A session that names a class which is not among them is nobody's.",
    ),
    "PASSWORD_RESET_TIMEOUT": told(
        "logging-in-and-out", "For how many seconds the link works with which users choose a new password."
    ),
    "security.W010": live(
        "run_deployment_checks",
        "A warning of check --deploy: the app is installed, and its cookie travels without HTTPS too.",
    ),
    "security.W011": live(
        "run_deployment_checks",
        "A warning of check --deploy: the middleware is there, and its cookie travels without HTTPS too.",
    ),
    "security.W012": live(
        "run_deployment_checks",
        "Takes the place of W010 and W011 where the app is installed and the middleware is there.",
    ),
    "security.W013": live(
        "run_deployment_checks",
        "A warning of check --deploy: the app is installed, and JavaScript can read its cookie.",
    ),
    "security.W014": live(
        "run_deployment_checks",
        "A warning of check --deploy: the middleware is there, and JavaScript can read its cookie.",
    ),
    "security.W015": live(
        "run_deployment_checks",
        "Takes the place of W013 and W014 where the app is installed and the middleware is there.",
    ),
    "admin.E410": live(
        "run_deployment_checks", "An error of every check: the admin is installed, and SessionMiddleware is missing."
    ),
}
