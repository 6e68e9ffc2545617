SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
