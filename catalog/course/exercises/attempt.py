"""Loading a learner's file, and finding the line of a failure."""

from __future__ import annotations

import difflib
import inspect
import linecache
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any
from unittest import mock

from django.apps import apps
from django.test.utils import isolate_apps

from catalog.course.exercises.verdict import Failure, Place
from catalog.course.lab.expectations import shown
from catalog.course.lab.sandbox import APPS, same_receivers

MODULE = "my_attempt"


class AttemptRefused(Exception):
    """The attempt cannot be judged: it cannot be loaded, or lacks something. ``failure`` says why and where."""

    def __init__(self, sentence: str, place: Place | None = None) -> None:
        """Take the sentence and the place in the learner's file."""
        super().__init__(sentence)
        self.failure = Failure(sentence, place)


class Attempt:
    """The names of a learner's file. ``attempt.count_visits`` is the function that the learner wrote."""

    def __init__(self, module: ModuleType, path: Path) -> None:
        """Take the loaded module, and where its file is."""
        self._module, self._path = module, path

    def __getattr__(self, name: str) -> Any:
        """Return the object called ``name`` in the file. Raise ``AttemptRefused`` if there is none."""
        try:
            value = getattr(self._module, name)
        except AttributeError:
            raise self._missing(name) from None
        if not callable(value) and not name.isupper():
            raise AttemptRefused(f"{name} should be a function, and is {shown(value)}.")
        return value

    def in_another_process(self) -> Attempt:
        """Return the same file, loaded again with its own variables: this simulates another process of the site."""
        module = _new_module(self._path)
        with _own_models():
            _execute(self._path, module)
        return Attempt(module, self._path)

    def _missing(self, name: str) -> AttemptRefused:
        sentence = f"Your file has no {name}, and the exercise asks for one."
        own = {known: value for known, value in vars(self._module).items() if callable(value)}
        for close in difflib.get_close_matches(name, own, n=1):
            place = place_of(own[close], self._path)
            if place:
                return AttemptRefused(f"{sentence} There is a {close} in line {place.line}. Is that the one?", place)
        last = max(1, len(self._path.read_text(encoding="utf-8").splitlines()))
        return AttemptRefused(f"{sentence} It ends in line {last}.", Place(last))


@contextmanager
def loaded(path: Path) -> Iterator[Attempt]:
    """Load the file at ``path`` for the length of a ``with`` block. Raise ``AttemptRefused``."""
    linecache.checkcache(str(path))
    sys.modules[MODULE] = module = _new_module(path)
    with same_receivers(), mock.patch.dict(os.environ), _own_models():
        try:
            _execute(path, module)
            yield Attempt(module, path)
        finally:
            del sys.modules[MODULE]


def _new_module(path: Path) -> ModuleType:
    return module_from_spec(spec_from_file_location(MODULE, path))


@contextmanager
def _own_models() -> Iterator[None]:
    """Register the models of a file only for the length of a ``with`` block, so that the next file may define them too.

    The models of Django stay registered, so that foreign keys to users work.
    """
    with isolate_apps(*(f"django.contrib.{app}" for app in APPS)) as registry:
        for app in APPS:
            registry.all_models[app].update(apps.all_models[app])
        yield


def _execute(path: Path, module: ModuleType) -> None:
    """Run the file, without writing bytecode beside it. Raise ``AttemptRefused`` if it fails."""
    try:
        code = compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
    except SyntaxError as error:
        line = error.lineno or 1
        place = Place(line, _source(path, line))
        raise AttemptRefused(f"Python cannot read line {line}: {error.msg}.", place) from None
    except ValueError as error:  # a null character
        raise AttemptRefused(f"Python cannot read the file: {error}.", Place(1)) from None
    try:
        exec(code, vars(module))  # noqa: S102  (the learner's own code, on the learner's own machine)
    except ImportError as error:
        raise _while_loading(path, error, f"cannot be imported: {error}") from None
    except Exception as error:  # the report shows any exception of the learner's code as a sentence
        raise _while_loading(path, error, f"raised {named(error)}") from None
    except SystemExit:
        raise AttemptRefused("Your file calls exit() while it is loaded, so nothing can be checked.") from None


def _while_loading(path: Path, error: Exception, what: str) -> AttemptRefused:
    place = place_in_traceback(error.__traceback__, path)
    if place is None:
        return AttemptRefused(f"The file could not be loaded: {named(error)}.")
    return AttemptRefused(f"Line {place.line} {what}.", place)


def named(error: BaseException) -> str:
    """Return an exception as text for a sentence: ``KeyError: 'visits'``."""
    return f"{type(error).__name__}: {error}".rstrip(": .")


def place_in_traceback(traceback: TracebackType | None, path: Path) -> Place | None:
    """Return the innermost place of ``traceback`` that is in the file at ``path``, or ``None``."""
    place = None
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == str(path):
            place = Place(traceback.tb_lineno, _source(path, traceback.tb_lineno))
        traceback = traceback.tb_next
    return place


def place_of(function: Any, path: Path) -> Place | None:
    """Return where ``function`` begins in the file at ``path``, or ``None`` if it is not from there."""
    function = inspect.unwrap(function) if callable(function) else function
    try:
        if inspect.getsourcefile(function) != str(path):
            return None
        line = inspect.getsourcelines(function)[1]
    except (TypeError, OSError):
        return None
    return Place(line, _source(path, line))


def _source(path: Path, line: int) -> str:
    return linecache.getline(str(path), line).strip()
