"""A check that the static files of a production site were collected."""

from __future__ import annotations

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.exceptions import ImproperlyConfigured


def require_static_files() -> None:
    """Raise ``ImproperlyConfigured`` if ``collectstatic`` was not run.

    Otherwise every page would be a server error, the error page included.
    https://docs.djangoproject.com/en/5.2/ref/contrib/staticfiles/#manifeststaticfilesstorage
    """
    names = getattr(staticfiles_storage, "hashed_files", None)
    if names is not None and not names and isinstance(staticfiles_storage._wrapped, ManifestFilesMixin):
        raise ImproperlyConfigured(
            f"There are no static files in {settings.STATIC_ROOT}. Run `python manage.py collectstatic --noinput`, "
            "with the same variables, before the site is served."
        )
