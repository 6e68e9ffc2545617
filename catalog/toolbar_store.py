"""What the debug toolbar keeps of each request, without secrets.

Whatever a panel shows, it keeps here first, so that this holds for every panel. Only ``settings.py`` names this module,
and only where the toolbar is on: it is absent from a production environment.
"""

from __future__ import annotations

from typing import Any

from debug_toolbar.store import MemoryStore, deserialize, serialize

from catalog.discretion import SECRET_NAME, STARS, scrub_all


class DiscreetStore(MemoryStore):
    """The toolbar's store in memory, which scrubs what comes in."""

    @classmethod
    def save_panel(cls, request_id: str, panel_id: str, data: Any = None) -> None:
        """Keep the data of a panel, as plain values: an object is turned into text before that is searched."""
        plain = deserialize(serialize(data))
        if panel_id == "HistoryPanel" and isinstance(plain, dict):  # it alone shows forms as they were sent
            plain |= {"data": without_passwords(plain.get("data"))}
        super().save_panel(request_id, panel_id, scrub_all(plain))


def without_passwords(form: Any) -> Any:
    """Return a form with asterisks for what stands under a name that tells of a password, whoever's it is."""
    if not isinstance(form, dict):
        return form
    return {name: STARS if SECRET_NAME.search(name) else value for name, value in form.items()}
