"""The choices of genres and languages in forms, cached: there are few, and almost every page lists them."""

from __future__ import annotations

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from catalog import notes
from catalog.models import Genre, Language

KEPT_FOR = 60  # seconds; another process may have changed them


def label_choices(model: type[Genre | Language]) -> list[tuple[int, str]]:
    """Return ``(primary key, name)`` of all rows of ``model``, by name."""
    return notes.get_or_make(_cache_key(model), lambda: list(model.objects.values_list("pk", "name")), KEPT_FOR)


def forget_choices() -> None:
    """Delete the cached choices; needed after bulk operations, which send no signal."""
    notes.delete_many([_cache_key(Genre), _cache_key(Language)])


def _cache_key(model: type[Genre | Language]) -> str:
    return f"choices:{model._meta.label_lower}"


@receiver([post_save, post_delete], sender=Genre)
@receiver([post_save, post_delete], sender=Language)
def _forget_changed_choices(sender: type[Genre | Language], **kwargs) -> None:
    notes.delete_many([_cache_key(sender)])
