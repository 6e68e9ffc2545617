"""The message of a refused environment."""

from __future__ import annotations

import pytest

from locallibrary.services import EnvironmentRefused


def refused(read, **variables: str) -> str:
    """Return the message with which these variables are refused."""
    with pytest.raises(EnvironmentRefused) as refusal:
        read(**variables)
    return str(refusal.value)
