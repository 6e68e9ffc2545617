"""Which tests a run without further words leaves for CI: the long ones, and those of all session engines but ``db``."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

# Parameters of tests and fixtures that say on which engine a test runs, and the engines that are not `db`.
ENGINE_PARAMETERS = ("engine", "storage", "texts", "site", "reader")
OTHER_ENGINES = frozenset({"cached_db", "cache", "file", "signed_cookies"})

LEFT = "left for CI"
LEFT_KEY = pytest.StashKey[int]()

FINDINGS = "findings of the truth table"
FINDINGS_KEY = pytest.StashKey[Counter[str]]()


def first_are_quick(cases: Iterable[Any], quick: int = 1) -> list[Any]:
    """Return the cases of a parametrized test: ``quick`` of them for every run, the others marked ``full``."""
    return [case if number < quick else marked_full(case) for number, case in enumerate(cases)]


def one_in(step: int, cases: Iterable[Any]) -> list[Any]:
    """Return the cases of a parametrized test: every ``step``-th for every run, the others marked ``full``."""
    return [case if number % step == 0 else marked_full(case) for number, case in enumerate(cases)]


def marked_full(case: Any) -> Any:
    """Return a case for one parameter, marked ``full``."""
    return pytest.param(case, marks=pytest.mark.full)


def wants_everything(config: pytest.Config) -> bool:
    """Return whether every test is to run: with ``--full``, or in CI."""
    return config.option.full or bool(os.environ.get("CI"))


def named_files(arguments: Sequence[str], folder: Path) -> set[Path]:
    """Return the files that a command line names, by themselves or with a test in them. A folder names none.

    Relative paths begin in ``folder``.
    """
    paths = ((folder / argument.partition("::")[0]).resolve() for argument in arguments)
    return {path for path in paths if path.is_file()}


def is_about_another_engine(item: pytest.Item) -> bool:
    """Return whether a test was parametrized with a session engine of Django's other than ``db``."""
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    engines = (parameters[name] for name in ENGINE_PARAMETERS if name in parameters)
    return any(_last_word(engine) in OTHER_ENGINES for engine in engines)


def _last_word(engine: Any) -> str:
    """Return ``cached_db`` for Django's module of that name, for its dotted path, and for the bare word."""
    return str(getattr(engine, "__name__", engine)).rpartition(".")[2]


def leave_for_ci(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what a run without further words leaves out, unless its file is named."""
    if wants_everything(config):
        return
    named = named_files(config.args, config.invocation_params.dir)
    kept, left = [], []
    for item in items:
        long = item.get_closest_marker("full") is not None or is_about_another_engine(item)
        (left if long and item.path.resolve() not in named else kept).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept
        tell(config, len(left))


def tell(config: pytest.Config, left: int) -> None:
    """Have the number of tests that were left printed at the end. A worker of pytest-xdist hands it on for that."""
    if hasattr(config, "workeroutput"):
        config.workeroutput[LEFT] = left
    else:
        config.stash[LEFT_KEY] = left


def runs_whole_file(config: pytest.Config, path: Path) -> bool:
    """Return whether all cases of a file are to run: with everything, or because the file is named."""
    return wants_everything(config) or path.resolve() in named_files(config.args, config.invocation_params.dir)


def count_findings(config: pytest.Config, names: Iterable[str]) -> None:
    """Count one exchange of the truth table, and the findings that were told of it."""
    counts = config.stash.setdefault(FINDINGS_KEY, Counter())
    counts.update(["exchanges", *names])
    if hasattr(config, "workeroutput"):
        config.workeroutput[FINDINGS] = dict(counts)


def add_findings(config: pytest.Config, counts: dict[str, int]) -> None:
    """Add what a worker of pytest-xdist counted."""
    config.stash.setdefault(FINDINGS_KEY, Counter()).update(counts)


def counts_of_findings(config: pytest.Config) -> str:
    """Return the counts for the end of a run: ``12 exchanges: 7 saved, 5 only_read``. Nothing if none was counted."""
    counts = Counter(config.stash.get(FINDINGS_KEY, Counter()))
    exchanges = counts.pop("exchanges", 0)
    told = ", ".join(f"{count} {name}" for name, count in counts.most_common())
    return f"Truth table, {exchanges} exchanges: {told}" if exchanges else ""
