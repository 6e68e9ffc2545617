"""The course on sessions, as a Django application of its own. The library never imports it."""

from django.apps import AppConfig


class CourseConfig(AppConfig):
    """Lessons, operations and the live session."""

    name = "catalog.course"
    label = "course"
    verbose_name = "Course on sessions"

    def ready(self) -> None:
        """Register the operations and the questions."""
        # Operations use models, which are loaded by now.
        from catalog.course.lessons.collection import load  # noqa: PLC0415

        load()
