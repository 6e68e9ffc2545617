"""How one name of Django's is described: what kind it is, its signature, and what its docstring says."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Container
from dataclasses import dataclass
from functools import partialmethod
from typing import Any

SENTINEL = re.compile(r"<object object at 0x\w+>")  # how Python writes a default that says "nothing was given"
SENTENCE_END = re.compile(r"(?<=[.!?])\s")


@dataclass(frozen=True, slots=True)
class Name:
    """One name of Django's.

    ``anchor`` is unique, as in ``SessionBase.get``; ``label`` is what a page prints. ``says`` is the
    first sentence of Django's docstring, ``value`` what a constant holds, ``twin`` the anchor of the asynchronous or
    synchronous counterpart, and ``adds`` what an engine has beyond ``SessionBase``.
    """

    group: str
    anchor: str
    label: str
    kind: str
    signature: str = ""
    says: str = ""
    value: str = ""
    twin: str = ""
    adds: tuple[str, ...] = ()
    is_async: bool = False


def member(owner: type, name: str, value: Any, group: str) -> Name:
    """Describe ``value``, which ``owner`` has under ``name``."""
    anchor = f"{owner.__name__}.{name}"
    other = twin(name, dir(owner))
    other = f"{owner.__name__}.{other}" if other else ""
    if isinstance(value, classmethod):
        return function(value.__func__, group, anchor, twin=other, kind="class method")
    if inspect.isfunction(value):
        return function(value, group, anchor, twin=other, kind="method")
    if isinstance(value, property):
        return Name(group, anchor, name, "property", says=says(value.fget), twin=other)
    if inspect.isclass(value):
        return Name(group, anchor, name, "exception")
    kind = "method" if isinstance(value, partialmethod) else "attribute"
    return Name(group, anchor, name, kind, value=repr(value) if isinstance(value, str | bool) else "")


def function(value: Callable[..., Any], group: str, anchor: str, *, twin: str = "", kind: str = "function") -> Name:
    """Describe a function, a method or a coroutine."""
    name = anchor.rpartition(".")[2]
    parameters = list(inspect.signature(value).parameters.values())
    if parameters and parameters[0].name in {"self", "cls"}:
        parameters = parameters[1:]
    signature = SENTINEL.sub("...", f"({', '.join(map(str, parameters))})")
    is_async = inspect.iscoroutinefunction(value)
    if is_async:
        kind = "class coroutine" if kind == "class method" else "coroutine"
    return Name(group, anchor, name, kind, signature, says(value), twin=twin, is_async=is_async)


def twin(name: str, others: Container[str]) -> str:
    """Return which of the ``others`` does the same as ``name`` with or without ``await``, or an empty text."""
    if f"a{name}" in others:
        return f"a{name}"
    return name[1:] if name.startswith("a") and name[1:] in others else ""


def says(value: Any) -> str:
    """Return the first sentence of the docstring that ``value`` itself has."""
    return first_sentence(inspect.cleandoc(getattr(value, "__doc__", None) or "").split("\n\n")[0])


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, on one line and without the marks for code."""
    return SENTENCE_END.split(" ".join(text.split()))[0].replace("``", "")


def is_public(name: str) -> bool:
    """Whether a name has no leading underscore."""
    return not name.startswith("_")
