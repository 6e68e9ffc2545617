"""The library, as a Django application."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """Books, their copies and what a visitor does with them."""

    name = "catalog"
    verbose_name = "Library"

    def ready(self) -> None:
        """Connect the signal handlers."""
        from catalog import choices, logins  # noqa: F401, PLC0415  (models can be imported only now)
        from locallibrary import checks  # noqa: F401, PLC0415
