"""The course on sessions, as a Django application of its own. The library never imports it."""

from django.apps import AppConfig


class CourseConfig(AppConfig):
    """Lessons, operations and the live session."""

    name = "catalog.course"
    label = "course"
    verbose_name = "Course on sessions"

    def ready(self) -> None:
        """Register the operations."""
        from catalog.course.lessons import operations  # noqa: F401, PLC0415  (they need the models, which are loaded now)
