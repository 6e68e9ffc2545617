"""What the tests of the lessons share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def run(client) -> Callable[..., dict[str, Any]]:
    """A function that runs an operation of the course in a browser, and returns the exchange."""

    def run_operation(name: str, /, browser: Client = client, **inputs: Any) -> dict[str, Any]:
        response = browser.post(f"/sessions/run/{name}/", inputs, headers={"accept": "application/json"})
        return response.json()

    return run_operation
