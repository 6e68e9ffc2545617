"""A column to search in: the text of other columns, folded."""

from __future__ import annotations

import unicodedata

from django.db import models

# What Unicode does not take apart, and visitors type as they can: a telephone writes curly apostrophes by itself.
APOSTROPHES = dict.fromkeys("\u2018\u2019\u02bc", "'")
LETTERS = {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "\u0131": "i"}
PLAIN = str.maketrans(APOSTROPHES | LETTERS)


def fold(text: str) -> str:
    """Return ``text`` without case and accents, words set apart by single spaces: ``Brontë`` becomes ``bronte``."""
    # Case goes last of all: some letters turn into capitals only when they are decomposed.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(unicodedata.normalize("NFC", bare).translate(PLAIN).split())


class FoldedField(models.CharField):
    """Holds the folded text of the fields named in ``sources``, written anew at every save.

    Databases differ in what they call the same letter (SQLite's LIKE knows the case of ASCII only). With the
    folded text stored, a search for ``bronte`` finds ``Brontë`` on each of them.

    Give it three times the length of its sources: folded text can be longer, as ``ß`` becomes ``ss``.

    ``QuerySet.update()`` and fixtures write columns as they are given: they have to bring this one along.
    """

    def __init__(self, *args, sources: tuple[str, ...] = (), **kwargs) -> None:
        """Take the names of the fields to fold, beside what ``CharField`` takes."""
        self.sources = sources
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        """Describe the field to a migration."""
        name, path, args, kwargs = super().deconstruct()
        del kwargs["editable"]
        return name, path, args, kwargs | {"sources": self.sources}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Fold the sources into the column that is about to be written."""
        text = " ".join(getattr(model_instance, source) for source in self.sources)
        folded = fold(text)[: self.max_length]
        setattr(model_instance, self.attname, folded)
        return folded
