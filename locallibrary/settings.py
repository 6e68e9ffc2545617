"""Settings of LocalLibrary.

Development needs no environment variables. Production needs some: see the table in the README and
``environment.py``. https://docs.djangoproject.com/en/5.2/ref/settings/
"""

from __future__ import annotations

import os
from pathlib import Path

import django
from csp.constants import NONE, SELF

from locallibrary.environment import Environment
from locallibrary.services import require_drivers

BASE_DIR = Path(__file__).resolve().parent.parent
# In lower case it is not a setting: Django's error pages and the toolbar print every setting.
environment = Environment.read(os.environ, BASE_DIR)
require_drivers(environment.database, environment.cache)

DEBUG = environment.debug
CLASSROOM = environment.classroom  # like production, but without HTTPS and the admin: `manage.py demo --class`
SECRET_KEY = environment.secret_key
SECRET_KEY_FALLBACKS = environment.secret_key_fallbacks
ALLOWED_HOSTS = environment.allowed_hosts
BEHIND_PROXY = environment.behind_proxy
DATA_DIR = environment.data_dir
MY_EXERCISES = environment.my_exercises

# The toolbar is for development only. It refuses to run under tests, which turn DEBUG off.
INTERNAL_IPS = ["127.0.0.1", "::1"]
TOOLBAR = DEBUG and environment.debug_toolbar and "PYTEST_VERSION" not in os.environ
if TOOLBAR:
    DEBUG_TOOLBAR_CONFIG = {
        "SHOW_COLLAPSED": True,
        "SHOW_TOOLBAR_CALLBACK": "catalog.course.panel.toolbar.shows_toolbar",
        "TOOLBAR_STORE_CLASS": "catalog.toolbar_store.DiscreetStore",
        "UPDATE_ON_FETCH": True,  # htmx
    }
    DEBUG_TOOLBAR_PANELS = [
        "catalog.course.panel.toolbar.SessionPanel",  # first, so that no other panel records its looks
        *(
            f"debug_toolbar.panels.{panel}Panel"
            for panel in (
                "history.History",
                "versions.Versions",
                "timer.Timer",
                "settings.Settings",
                "headers.Headers",
                "request.Request",
                "sql.SQL",
                "staticfiles.StaticFiles",
                "templates.Templates",
                "alerts.Alerts",
                "cache.Cache",
                "signals.Signals",
            )
        ),
    ]

INSTALLED_APPS = [
    "catalog",
    "catalog.course",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    *(["debug_toolbar"] if TOOLBAR else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "catalog.middleware.PermissionsPolicyMiddleware",
    "catalog.middleware.ReadableMiddleware",
    "catalog.middleware.NullCharacterMiddleware",
    *(["debug_toolbar.middleware.DebugToolbarMiddleware"] if TOOLBAR else []),
    # Outside SessionMiddleware, so that a page shows the session as its own response leaves it.
    "catalog.course.panel.middleware.SessionPanelMiddleware",
    "catalog.sessions.StoreFaultMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "catalog.sessions.GuardedStoreMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "catalog.logins.LogInTimesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "catalog.middleware.TooManyRequestsMiddleware",
    "catalog.middleware.AdminNonsenseMiddleware",
    "catalog.middleware.MethodNotAllowedMiddleware",
]

ROOT_URLCONF = "locallibrary.urls"
WSGI_APPLICATION = "locallibrary.wsgi.application"
ASGI_APPLICATION = "locallibrary.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "catalog.context_processors.visitor",
            ],
        },
    },
]

# Forms use the project's templates: templates/django/forms/field.html, templates/catalog/widgets/.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Data. https://docs.djangoproject.com/en/5.2/ref/databases/
DATABASES = {"default": environment.database}
CACHES = {"default": environment.cache}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sessions. https://docs.djangoproject.com/en/5.2/topics/http/sessions/
# Only values that differ from Django's defaults; /sessions/reference/ shows every setting with its value.
SESSION_ENGINE = environment.session_engine
SESSION_COOKIE_NAME = environment.session_cookie_name
SESSION_SAVE_EVERY_REQUEST = environment.session_save_every_request
if SESSION_ENGINE == "django.contrib.sessions.backends.file":
    # File names contain session keys. Django's default is a folder that every user of the machine can list.
    SESSION_FILE_PATH = DATA_DIR / "sessions"
    SESSION_FILE_PATH.mkdir(mode=0o700, parents=True, exist_ok=True)

# Logging in. https://docs.djangoproject.com/en/5.2/topics/auth/
LOGIN_REDIRECT_URL = "index"
# Seconds until a log-in ends without a page, and in total; 0 means never.
LOGIN_IDLE_SECONDS = environment.login_idle_seconds
LOGIN_MAX_SECONDS = environment.login_max_seconds
# Rate limits: number of uses, and window in seconds; see catalog/limits.py.
LIMITS = {
    "wrong log-ins for an account": (10, 300),
    "wrong log-ins from an address": (100, 300),
    "password changes of an account": (10, 300),
    "password resets from an address": (5, 600),
    "letters to a mailbox": (5, 600),
    "costly operations of a reader": (30, 60),
    "costly operations from an address": (120, 60),
    "new course accounts from an address": (60, 60),
    "checks of a reader": (30, 60),
}
if CLASSROOM:  # a class may share one address, and a password hash takes only a few milliseconds
    LIMITS |= {"costly operations from an address": (600, 60), "new course accounts from an address": (120, 60)}
if not environment.limits:
    LIMITS = {}
AUTHENTICATION_BACKENDS = [
    # First, because it is fast: it authenticates course accounts, and only inside an exchange. ModelBackend hashes a
    # password for every name, known or not, so that the response time does not disclose which names exist.
    "catalog.course.accounts.CourseBackend",
    "catalog.logins.LogInLimit",  # before a password is hashed
    "django.contrib.auth.backends.ModelBackend",
]
if CLASSROOM:
    PASSWORD_HASHERS = ["catalog.hashers.ClassRoomHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Messages are stored in a cookie, so that the session contains only the entries of the visitor.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# Mail. Django 6.1 has one setting for it, and Django 5.2 one for each option.
# https://docs.djangoproject.com/en/5.2/topics/email/
DEFAULT_FROM_EMAIL = environment.from_email
if django.VERSION >= (6, 1):
    MAILERS = {"default": environment.mailer}
else:
    EMAIL_BACKEND = environment.mailer["BACKEND"]
    _mail = environment.mailer.get("OPTIONS", {})
    EMAIL_HOST, EMAIL_PORT = _mail.get("host", "localhost"), _mail.get("port", 25)
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.get("username", ""), _mail.get("password", "")
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("use_tls", False), _mail.get("use_ssl", False)
    EMAIL_TIMEOUT = _mail.get("timeout")

# Language and time
LANGUAGE_CODE = "en-us"
TIME_ZONE = environment.time_zone
USE_I18N = False
USE_TZ = True

# Files. https://whitenoise.readthedocs.io/en/stable/django.html
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
# Explicit because tests turn DEBUG off: in development and under tests files are served from their sources.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEBUG
if not DEBUG:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

# Safety. https://docs.djangoproject.com/en/5.2/topics/security/
CSRF_FAILURE_VIEW = "catalog.views.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if CLASSROOM:
    SECURE_CROSS_ORIGIN_OPENER_POLICY = None  # over plain HTTP browsers ignore it, and log a warning
CSRF_TRUSTED_ORIGINS = environment.trusted_origins
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
PERMISSIONS_POLICY = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
if environment.over_https:
    SECURE_SSL_REDIRECT = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = environment.hsts_seconds
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    if BEHIND_PROXY:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# While DEBUG is on, Django shows a report instead of our error pages; ours has no secrets, and is not used for a 400.
DEFAULT_EXCEPTION_REPORTER = "catalog.reports.Reporter"
DEFAULT_EXCEPTION_REPORTER_FILTER = "catalog.reports.ReportFilter"

# All records go to the terminal, scrubbed, in Django's format. Django's default would mail errors to ADMINS.
# https://docs.djangoproject.com/en/5.2/topics/logging/
CLASSROOM_LOGGERS = {
    # Machines of a local network send requests with unknown host names. The response is 400, and needs no log line.
    "django.security.DisallowedHost": {"level": "CRITICAL"},
    # Lines about missing pages would scroll the address of the room off the screen.
    "django.request": {"level": "ERROR"},
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "discreet": {"()": "catalog.discretion.LogFormatter"},
        "server": {"()": "catalog.discretion.ServerFormatter", "format": "[{server_time}] {message}", "style": "{"},
    },
    "handlers": {
        "terminal": {"class": "logging.StreamHandler", "formatter": "discreet"},
        "server": {"class": "logging.StreamHandler", "formatter": "server"},
    },
    "loggers": {
        "django": {"level": "INFO"},
        "catalog.post": {"level": "INFO"},  # lines for letters that were begun and done
        **(CLASSROOM_LOGGERS if CLASSROOM else {}),
        "django.server": {"handlers": ["server"], "level": "INFO", "propagate": False},
    },
    "root": {"handlers": ["terminal"], "level": "WARNING"},
}
