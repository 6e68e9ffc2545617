"""Settings of LocalLibrary.

For development nothing has to be set. In production the environment decides: see the table in the README and
``environment.py``. https://docs.djangoproject.com/en/5.2/ref/settings/
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from locallibrary.environment import Environment

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = Environment.read(os.environ, BASE_DIR)

DEBUG = ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts
DATA_DIR = ENVIRONMENT.data_dir

# The toolbar belongs to a developer's own machine. It refuses to run under tests, which turn DEBUG off.
TOOLBAR = DEBUG and "PYTEST_VERSION" not in os.environ

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
    "csp",
    "django_htmx",
    *(["debug_toolbar"] if TOOLBAR else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    *(["debug_toolbar.middleware.DebugToolbarMiddleware"] if TOOLBAR else []),
    # Outside SessionMiddleware, so that a page shows the session as its own response leaves it.
    "catalog.course.middleware.SessionPanelMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
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

# Data. https://docs.djangoproject.com/en/5.2/ref/databases/
DATABASES = {"default": ENVIRONMENT.database}
CACHES = {"default": ENVIRONMENT.cache}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sessions. https://docs.djangoproject.com/en/5.2/topics/http/sessions/
# Only what differs from Django's defaults stands here; /sessions/reference/ shows every setting with its value.
SESSION_ENGINE = ENVIRONMENT.session_engine
SESSION_SAVE_EVERY_REQUEST = ENVIRONMENT.session_save_every_request

# Logging in. https://docs.djangoproject.com/en/5.2/topics/auth/
LOGIN_REDIRECT_URL = "index"
LOGOUT_REDIRECT_URL = "index"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Messages in a cookie of their own leave the session to what the reader put there.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# Mail goes to the terminal until EMAIL_URL names a server.
if ENVIRONMENT.email_url:
    _mail = urlsplit(ENVIRONMENT.email_url)
    EMAIL_HOST, EMAIL_PORT = _mail.hostname, _mail.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.username or "", _mail.password or ""
    EMAIL_USE_TLS = _mail.scheme == "smtp+tls"
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# Language and time
LANGUAGE_CODE = "en-us"
TIME_ZONE = ENVIRONMENT.time_zone
USE_I18N = False
USE_TZ = True

# Files. https://whitenoise.readthedocs.io/en/stable/django.html
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
if not DEBUG:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

# Safety. https://docs.djangoproject.com/en/5.2/topics/security/
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_TRUSTED_ORIGINS = ENVIRONMENT.trusted_origins
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
if not DEBUG:
    SECURE_SSL_REDIRECT = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = ENVIRONMENT.hsts_seconds
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    if ENVIRONMENT.behind_proxy:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
