"""The screen: narrow or wide, with colors or without, whatever characters the terminal has."""

from __future__ import annotations

import io

import pytest

from catalog.course.exercises.screen import STYLES, Screen


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch) -> Terminal:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("DJANGO_COLORS", raising=False)
    monkeypatch.setattr("catalog.course.exercises.screen.supports_color", lambda: True)
    return Terminal()


def test_a_terminal_gets_colors(terminal):
    Screen.of(terminal).line("Solved.", "good")

    assert terminal.getvalue() == "\x1b[32mSolved.\x1b[0m\n"


@pytest.mark.parametrize("value", ["1", "0", "yes"])
def test_no_color_turns_them_off_whatever_its_value(terminal, monkeypatch, value):
    monkeypatch.setenv("NO_COLOR", value)
    Screen.of(terminal).line("Solved.", "good")

    assert terminal.getvalue() == "Solved.\n"


def test_a_file_gets_no_colors():
    stream = io.StringIO()
    Screen.of(stream).line("Solved.", "good")

    assert stream.getvalue() == "Solved.\n"


def test_every_color_is_legible_on_white_and_on_black():
    """Bold, green and red alone: yellow and white vanish on paper, blue and black in the dark."""
    assert set(STYLES.values()) == {"1", "31", "32"}


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "latin-1"])
def test_a_terminal_without_these_characters_gets_others(encoding):
    data = io.BytesIO()
    stream = io.TextIOWrapper(data, encoding=encoding)
    Screen(stream).line("✓ Solved → “next” ✗ …")
    stream.flush()

    assert data.getvalue().decode(encoding).startswith("+ Solved > ")
    assert data.getvalue().decode(encoding).endswith("x ...\n")


def test_long_lines_are_wrapped_and_cut_to_the_width():
    stream = io.StringIO()
    screen = Screen(stream, width=40)
    screen.line("word " * 30, indent=2, hanging=4)
    screen.write(screen.cut("x" * 100))
    lines = stream.getvalue().splitlines()

    assert max(map(len, lines)) <= 39
    assert lines[0].startswith("  word")
    assert lines[1].startswith("    word")
    assert lines[-1].endswith("…")


@pytest.mark.parametrize(("columns", "width"), [("200", 80), ("60", 60), ("1", 40)])
def test_the_width_is_the_terminals_and_80_at_most(terminal, monkeypatch, columns, width):
    monkeypatch.setenv("COLUMNS", columns)

    assert Screen.of(terminal).width == width
