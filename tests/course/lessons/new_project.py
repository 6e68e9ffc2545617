"""A project of a reader, made by ``startproject``, into which the files of a lesson are put."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalog.course.lessons.building import TYPED, build_files

VISIT = Path(__file__).with_name("visit.py")
SETTINGS = "mysite/settings.py"


def run_in(folder: Path, *command: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a command of Python's in a folder, without the settings of this project, and return how it ended."""
    ours = ("DJANGO_SETTINGS_MODULE", "PYTHONPATH")
    # A view that is replaced by one of the same length in the same second would run from its old bytecode.
    variables = {name: value for name, value in os.environ.items() if name not in ours}
    variables |= {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"} | options.pop("env", {})
    return subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=variables,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        **options,
    )


@dataclass(frozen=True, slots=True)
class NewProject:
    """A folder with a project called ``mysite``."""

    folder: Path

    def manage(self, *words: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run ``manage.py``, and return how it ended."""
        return run_in(self.folder, "manage.py", *words, **options)

    def copy_to(self, folder: Path) -> NewProject:
        """Return a copy of this project."""
        return NewProject(Path(shutil.copytree(self.folder, folder)))

    def put(self, lesson: str, *paths: str) -> None:
        """Put files of a lesson where they belong, or all of them but the settings, and install the app they are in."""
        files = build_files(lesson)
        chosen = paths or [path for path in files if path not in {*TYPED, SETTINGS}]
        for path in chosen:
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            before = target.read_text(encoding="utf-8") if path == SETTINGS else ""
            target.write_text(before + files[path].read_text(encoding="utf-8"), encoding="utf-8")
        for app in {path.split("/")[0] for path in chosen} - {"mysite"}:
            self.install(app)

    def install(self, app: str) -> None:
        """Put an app into ``INSTALLED_APPS``."""
        self.replace(SETTINGS, "INSTALLED_APPS = [\n", f'INSTALLED_APPS = [\n    "{app}",\n')

    def replace(self, path: str, old: str, new: str) -> None:
        """Replace what is once in a file."""
        file = self.folder / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old} is not once in {path}"
        file.write_text(text.replace(old, new), encoding="utf-8")

    def comment_out(self, name: str) -> None:
        """Put a ``#`` before the line of the settings that has only this name, in either kind of quotes."""
        file = self.folder / SETTINGS
        line = re.compile(rf"""^ *['"]{re.escape(name)}['"],$""", re.MULTILINE)
        text, count = line.subn(r"# \g<0>", file.read_text(encoding="utf-8"))
        assert count == 1, f"{name} is not once in the settings"
        file.write_text(text, encoding="utf-8")

    def shell(self, lesson: str) -> str:
        """Type the ``shell.py`` of a lesson into the shell, and return what it prints."""
        return self.print_in_shell(build_files(lesson)["shell.py"].read_text(encoding="utf-8"))

    def print_in_shell(self, code: str) -> str:
        """Run code in the shell, and return what it prints, without Django's own words about the shell."""
        ended = self.manage("shell", "--no-imports", "-c", code)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout.strip()

    def open(self, *pages: str, cookies: dict[str, str] | None = None) -> list[dict[str, Any]]:
        """Open pages as one browser that comes with ``cookies``. See ``visit.py`` for what is returned."""
        order = {"cookies": cookies or {}, "pages": pages}
        ended = run_in(self.folder, str(VISIT), input=json.dumps(order))
        assert ended.returncode == 0, ended.stderr
        return json.loads(ended.stdout.splitlines()[-1])


def texts(answers: list[dict[str, Any]]) -> list[str]:
    """Return the texts of answers."""
    return [answer["text"].strip() for answer in answers]


def session_key(answer: dict[str, Any]) -> str:
    """Return the session key that a browser has after an answer, or an empty text."""
    return answer["cookies"].get("sessionid", {}).get("value", "")
