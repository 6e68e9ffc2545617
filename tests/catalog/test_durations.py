"""Durations in words."""

from __future__ import annotations

import pytest

from catalog.durations import duration


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (60, "1 minute"),
        (300, "5 minutes"),
        (7200, "2 hours"),
        (9000, "2 hours 30 minutes"),
        (7201, "2 hours 1 second"),
        (24 * 60 * 60, "24 hours"),
        (30 * 24 * 60 * 60, "30 days"),
    ],
)
def test_a_duration_is_said_exactly(seconds, words):
    assert duration(seconds) == words
