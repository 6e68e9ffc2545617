"""The guard of the engine that stores a session in a file."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.contrib.sessions.exceptions import InvalidSessionKey

from catalog.faults import StoreFault
from catalog.guards.unreadable import Unreadable


class FileGuard:
    """Raises the errors that the engine ``file`` catches: a full disk, a file that cannot be opened.

    Like Django's engine it writes a temporary file and renames it. In addition it checks that the file is complete
    before the rename, because ``os.write`` on an almost full disk may write only a part without an error. And it
    leaves no empty file behind, which would be treated as a session.
    """

    def load(self) -> dict[str, Any]:
        """Return what is stored. Raise ``StoreFault`` if there is a file that cannot be read."""
        try:
            path = Path(self._key_to_file())
            path.read_text(encoding="ascii")
        except InvalidSessionKey:
            pass  # not a valid session key; Django's engine handles it next
        except UnicodeDecodeError:
            self.unreadable = True
            Unreadable("it is no text").log()
            return {}
        except FileNotFoundError as error:
            if not path.parent.is_dir():
                raise StoreFault("the folder of the sessions is not there") from error
        except OSError as error:
            if error.errno != errno.ENAMETOOLONG:  # not a valid session key
                raise StoreFault("the file of the session cannot be read") from error
        return super().load()

    def save(self, must_create: bool = False) -> None:
        """Save. Raise ``StoreFault`` if the write failed; the previous file is then unchanged."""
        if self.session_key is None:
            self.create()
            return
        text = self.encode(self._get_session(no_load=must_create)).encode("ascii")
        path = Path(self._key_to_file())
        try:
            if must_create:
                path.touch(mode=0o600, exist_ok=False)
            elif not path.exists():
                raise UpdateError
            _replace(path, text)
        except FileExistsError as error:
            raise CreateError from error
        except OSError as error:
            if must_create:
                path.unlink(missing_ok=True)
            raise StoreFault("the file of the session was not written") from error

    async def asave(self, must_create: bool = False) -> None:
        """Do what ``save`` does."""
        self.save(must_create)

    def delete(self, session_key: str | None = None) -> None:
        """Delete the file. Raise ``StoreFault`` if it still exists."""
        super().delete(session_key)
        key = session_key or self.session_key
        if key is None:
            return
        path = Path(self._key_to_file(key))
        if os.path.exists(path) or not path.parent.is_dir():
            raise StoreFault("the file of the session was not deleted")


def _replace(path: Path, text: bytes) -> None:
    """Replace the file ``path`` by one with ``text``. Raise ``OSError`` if it cannot be written completely."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}_out_")
    try:
        with open(handle, "wb") as file:
            file.write(text)
        os.replace(name, path)
    except OSError:
        with suppress(OSError):
            os.unlink(name)
        raise
