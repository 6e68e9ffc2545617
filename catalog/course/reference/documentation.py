"""The address of a name in Django's documentation."""

from __future__ import annotations

from django.utils.version import get_docs_version

from catalog.course.reference.introspection import Name

SITE = "https://docs.djangoproject.com/en"
SESSIONS = "topics/http/sessions/"

# The page of each group. "#{}" stands for the anchor of the name.
_PAGES = {
    "session": f"{SESSIONS}#django.contrib.sessions.backends.base.{{}}",
    "session-async": f"{SESSIONS}#django.contrib.sessions.backends.base.{{}}",
    "session-attributes": f"{SESSIONS}#session-object-guidelines",
    "model": f"{SESSIONS}#extending-database-backed-session-engines",
    "settings": "ref/settings/#std-setting-{}",
    "settings-nearby": "ref/settings/#std-setting-{}",
    "engines": f"{SESSIONS}#configuring-the-session-engine",
    "serializers": f"{SESSIONS}#session-serialization",
    "exceptions": "ref/exceptions/",
    "keys": f"{SESSIONS}#session-object-guidelines",
    "commands": "ref/django-admin/#{}",
    "checks": "ref/checks/#security",
    "middleware": "ref/middleware/#django.contrib.sessions.middleware.SessionMiddleware",
    "auth": "topics/auth/default/#django.contrib.{}",
    "signals": "ref/contrib/auth/#django.contrib.auth.{}",
    "tests": "topics/testing/tools/#django.test.{}",
    "loggers": "ref/logging/#django-security",
}
# Names that have another page than their group.
_ELSEWHERE = {
    "admin.E410": "ref/checks/#admin",
    "key._messages": "ref/contrib/messages/#storage-backends",
    "key._csrftoken": "ref/settings/#std-setting-CSRF_USE_SESSIONS",
    "key._auth_user_id": "topics/auth/default/#how-to-log-a-user-in",
    "key._auth_user_backend": "topics/auth/default/#how-to-log-a-user-in",
    "key._auth_user_hash": "topics/auth/default/#session-invalidation-on-password-change",
    "key._password_reset_token": "topics/auth/default/#django.contrib.auth.views.PasswordResetConfirmView",
    "SessionBase.session_key": f"{SESSIONS}#using-sessions-out-of-views",
    "SessionBase.modified": f"{SESSIONS}#when-sessions-are-saved",
    "auth.get_user": "ref/contrib/auth/#django.contrib.auth.get_user",
    "auth.aget_user": "ref/contrib/auth/#django.contrib.auth.aget_user",
    "request.user": "ref/request-response/#django.http.HttpRequest.user",
    "request.auser": "ref/request-response/#django.http.HttpRequest.auser",
}


def documentation_of(name: Name) -> str:
    """Return the address in the documentation of the installed Django: of the name itself, or of its subject."""
    if name.anchor in _ELSEWHERE:
        page = _ELSEWHERE[name.anchor]
    elif name.anchor.startswith("auth.middleware."):
        page = f"ref/middleware/#django.contrib.{name.anchor}"
    elif name.anchor.startswith("AbstractBaseUser."):
        page = f"topics/auth/customizing/#django.contrib.auth.models.{name.anchor}"
    elif name.kind == "constant":
        page = "topics/auth/default/#how-to-log-a-user-in"
    else:
        page = _PAGES[name.group].format(name.anchor.removeprefix("Async") if name.group == "tests" else name.anchor)
    return f"{SITE}/{get_docs_version()}/{page}"
