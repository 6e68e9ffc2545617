"""Judging in a separate process, so that a learner's code can neither hang nor end the calling process.

The process has its own settings, without those of the site. ``faulthandler`` ends it at its time limit, even if the
code never lets another thread run, and prints the current line.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import linecache
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import django
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.crypto import get_random_string

from catalog.course.exercises.collection import PROJECT, find_exercise
from catalog.course.exercises.exercise import Exercise
from catalog.course.exercises.verdict import CheckResult, Failure, Place, Verdict

TIME_LIMIT: Final = 5  # seconds for all checks of an exercise; they take a small part of one
GRACE: Final = 10  # seconds more, for a machine that is busy, until the process is killed from outside


def judge_apart(exercise: Exercise, path: Path, limit: float = TIME_LIMIT) -> Verdict:
    """Return the verdict on the file at ``path``, after at most ``limit`` seconds or a little more."""
    with tempfile.TemporaryDirectory(prefix="judge-") as place:
        written, begun, errors = (Path(place) / name for name in ("verdict.json", "begun", "errors"))
        command = [sys.executable, "-m", __name__, exercise.slug, str(path), str(limit), str(written), str(begun)]
        with errors.open("wb") as stderr:
            try:
                ended = subprocess.run(  # noqa: S603  (our own command; the file is the learner's own)
                    command,
                    cwd=PROJECT,
                    env=_environment(),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=stderr,
                    timeout=limit + GRACE,
                    check=False,
                ).returncode
            except subprocess.TimeoutExpired:
                ended = None
        if written.is_file():
            return Verdict.from_dict(json.loads(written.read_text(encoding="utf-8")))
        said = errors.read_text(encoding="utf-8", errors="replace")
        failure = _unfinished(ended, said, path, limit)
        name = begun.read_text(encoding="utf-8") if begun.is_file() else ""
    check = next((check for check in exercise.checks if check.name == name), None)
    if check is None:
        return Verdict(exercise.slug, problem=failure)
    return Verdict(exercise.slug, [CheckResult(check.name, check.rule, failure)])


def _environment() -> dict[str, str]:
    """Return the environment without the variables that change how Python or Django run the learner's code."""
    return {
        name: value for name, value in os.environ.items() if name not in {"DJANGO_SETTINGS_MODULE", "PYTHONWARNINGS"}
    }


def _unfinished(ended: int | None, said: str, path: Path, limit: float) -> Failure:
    """Return why there is no verdict, from the exit status and the output of the process."""
    if ended is None or said.startswith("Timeout ("):
        lines = re.findall(rf'File "{re.escape(str(path))}", line (\d+)', said)
        still, loop = f"Your code was still running after {limit:g} seconds", "Is there a loop that never ends?"
        if not lines:
            return Failure(f"{still}. {loop}")
        place = Place(int(lines[0]), linecache.getline(str(path), int(lines[0])).strip())
        return Failure(f"{still}, in line {place.line}. {loop}", place)
    last = said.strip().splitlines()[-1:]
    return Failure(" ".join([f"Python ended before the checks were done, with status {ended}.", *last]))


def main(slug: str, path: str, limit: str, written: str, begun: str) -> None:
    """Judge the file at ``path``. Write the verdict to the file ``written``, and the current check to ``begun``."""
    settings.configure(
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"],
        LOGGING_CONFIG=None,
        ROOT_URLCONF=(),  # no URLs, but redirect("/welcome/") needs the setting
        SECRET_KEY=get_random_string(50),
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    )
    django.setup()
    from catalog.course.exercises.judge import judge  # noqa: PLC0415  (needs the users, and so the line above)

    faulthandler.dump_traceback_later(float(limit), exit=True)
    verdict = judge(find_exercise(slug), Path(path), lambda check: Path(begun).write_text(check.name, encoding="utf-8"))
    faulthandler.cancel_dump_traceback_later()
    draft = Path(f"{written}.draft")
    draft.write_text(json.dumps(verdict.as_dict(), cls=DjangoJSONEncoder), encoding="utf-8")
    draft.rename(written)
    with contextlib.suppress(OSError):
        sys.stderr.flush()
    os._exit(0)  # threads that the learner's code has left running


if __name__ == "__main__":
    main(*sys.argv[1:])
