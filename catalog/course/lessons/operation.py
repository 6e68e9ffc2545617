"""The operations of the course, in the order in which they are written.

An operation is an ordinary view. The decorator notes what the page needs to show it and to run it, and returns the
view unchanged, so that what is read is what runs.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

ViewFunction = TypeVar("ViewFunction", bound=Callable[..., Any])

_operations: dict[str, Operation] = {}


@dataclass(frozen=True)
class Input:
    """One input of an operation: its name in ``request.POST``, its type (key, text, number) and its default."""

    name: str
    default: str | int

    @property
    def type(self) -> str:
        """A number if the default is one; a key of the session if it is called so; otherwise any text."""
        if isinstance(self.default, int):
            return "number"
        return "key" if self.name == "key" else "text"

    @property
    def label(self) -> str:
        """The name for people."""
        return self.name.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Operation:
    """A view that does one thing to the reader's own session.

    ``ends_login`` says that the view may end a log-in: a reader who is logged in for real is asked before.
    ``uses_account`` says that it acts on the account that is logged in: it never runs for a real one.
    ``costly`` says that it hashes a password, or goes through all sessions: how often one may run it is limited.
    """

    view: Callable[..., Any]
    title: str
    lesson: str
    inputs: tuple[Input, ...]
    ends_login: bool
    uses_account: bool
    costly: bool

    @property
    def name(self) -> str:
        """The name of the view, which is its name in addresses too."""
        return self.view.__name__

    @property
    def note(self) -> str:
        """What the view's docstring says."""
        return inspect.getdoc(self.view) or ""

    @property
    def is_async(self) -> bool:
        """Whether it is an ``async`` view."""
        return inspect.iscoroutinefunction(self.view)

    @cached_property
    def source(self) -> str:
        """The running source of the view, without the decorator."""
        lines = inspect.getsource(self.view).splitlines()
        start = next(number for number, line in enumerate(lines) if line.startswith(("def ", "async def ")))
        return "\n".join(lines[start:])


def operation(
    title: str,
    *,
    inputs: Mapping[str, str | int] | None = None,
    ends_login: bool = False,
    uses_account: bool = False,
    costly: bool = False,
) -> Callable[[ViewFunction], ViewFunction]:
    """Register a view as an operation.

    ``title`` says what it does, and ``inputs`` gives each input its default. The view finds them as text in
    ``request.POST``. The operation belongs to the lesson in whose package its module is.
    """

    def register(view: ViewFunction) -> ViewFunction:
        given = tuple(Input(name, default) for name, default in (inputs or {}).items())
        if view.__name__ in _operations:
            raise ValueError(f"There are two operations called {view.__name__}.")
        lesson = view.__module__.split(".")[-2].replace("_", "-")
        _operations[view.__name__] = Operation(view, title, lesson, given, ends_login, uses_account, costly)
        return view

    return register


def all_operations() -> dict[str, Operation]:
    """Return every operation by its name."""
    return dict(_operations)


def operations_of(lesson: str) -> list[Operation]:
    """Return the operations of a lesson in their order."""
    return [found for found in _operations.values() if found.lesson == lesson]
