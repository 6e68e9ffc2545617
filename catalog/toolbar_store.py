"""The store of the debug toolbar, without secrets.

Every panel stores its data here before it shows them, so scrubbing covers all panels. Only ``settings.py`` refers to
this module, and only if the toolbar is on: the package is not installed in production.
"""

from __future__ import annotations

from typing import Any

from debug_toolbar.store import MemoryStore, deserialize, serialize

from catalog.discretion import SECRET_NAME, STARS, scrub_all


class DiscreetStore(MemoryStore):
    """The toolbar's in-memory store with scrubbed data."""

    @classmethod
    def save_panel(cls, request_id: str, panel_id: str, data: Any = None) -> None:
        """Store the scrubbed data of a panel as plain values: objects are converted to text first."""
        plain = deserialize(serialize(data))
        if panel_id == "HistoryPanel" and isinstance(plain, dict):  # only this panel shows submitted forms
            plain |= {"data": without_passwords(plain.get("data"))}
        super().save_panel(request_id, panel_id, scrub_all(plain))


def without_passwords(form: Any) -> Any:
    """Return form data with asterisks for values whose name indicates a password."""
    if not isinstance(form, dict):
        return form
    return {name: STARS if SECRET_NAME.search(name) else value for name, value in form.items()}
