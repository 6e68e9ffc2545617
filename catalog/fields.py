"""A column for search: the folded text of other columns."""

from __future__ import annotations

import unicodedata

from django.db import models

# Characters without a Unicode decomposition that visitors type differently, such as the curly apostrophes of phones.
APOSTROPHES = dict.fromkeys("\u2018\u2019\u02bc", "'")
LETTERS = {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "\u0131": "i"}
PLAIN = str.maketrans(APOSTROPHES | LETTERS)


def fold(text: str) -> str:
    """Return ``text`` without case and accents, with single spaces between words: ``Brontë`` becomes ``bronte``."""
    # Case-folding comes last: some characters decompose into capital letters.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(unicodedata.normalize("NFC", bare).translate(PLAIN).split())


class FoldedField(models.CharField):
    """Holds the folded text of the fields named in ``sources``; every save updates it.

    Databases compare letters differently (SQLite's LIKE ignores case for ASCII only). With the folded text stored, a
    search for ``bronte`` finds ``Brontë`` on every database.

    ``max_length`` should be three times that of the sources: folded text can be longer, for example ``ß`` becomes
    ``ss``.

    ``QuerySet.update()`` and fixtures do not call ``pre_save``: they have to set this column themselves.
    """

    def __init__(self, *args, sources: tuple[str, ...] = (), **kwargs) -> None:
        """Take the names of the fields to fold, and the arguments of ``CharField``."""
        self.sources = sources
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        """Describe the field to a migration."""
        name, path, args, kwargs = super().deconstruct()
        del kwargs["editable"]
        return name, path, args, kwargs | {"sources": self.sources}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Set and return the folded text of the sources."""
        text = " ".join(getattr(model_instance, source) for source in self.sources)
        folded = fold(text)[: self.max_length]
        setattr(model_instance, self.attname, folded)
        return folded
