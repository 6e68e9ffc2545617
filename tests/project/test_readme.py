"""The statements of the README about the project are true."""

from __future__ import annotations

import re
import tomllib

import pytest
from django.conf import settings

from locallibrary.environment import Environment

LONGEST_README = 220  # lines


@pytest.fixture
def readme(project_dir) -> str:
    """The text of the README."""
    return (project_dir / "README.md").read_text(encoding="utf-8")


def section(readme: str, heading: str) -> str:
    """Return the text of a section."""
    return re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", readme, re.DOTALL | re.MULTILINE)[1]


def test_the_table_of_variables_is_what_the_code_reads(readme, site_variables):
    rows = re.findall(r"^\| `([A-Z_]+)` \|", section(readme, "In production"), re.MULTILINE)

    assert len(rows) == len(set(rows))
    assert set(rows) == site_variables


def test_every_dependency_has_a_line_that_says_why(readme, project_dir):
    requirements = (project_dir / "requirements.txt").read_text(encoding="utf-8")
    required = re.findall(r"^([a-z0-9-]+)[<>=]", requirements, re.MULTILINE)
    explained = re.findall(r"^- `([a-z0-9-]+)`: \w", section(readme, "Dependencies"), re.MULTILINE)

    assert sorted(explained) == sorted(required)
    assert len(required) <= 12


def test_every_dependency_has_a_lower_and_an_upper_bound(project_dir):
    requirements = (project_dir / "requirements.txt").read_text(encoding="utf-8").splitlines()

    for line in requirements:
        assert line.startswith("#") or re.fullmatch(r"[a-z0-9-]+>=[\d.]+,<[\d.]+", line), line


def test_the_folders_it_names_exist(readme, project_dir):
    folder = project_dir
    named = 0
    for line in section(readme, "What you find where").split("```")[1].splitlines()[1:]:
        for word in re.findall(r"(?<!\S)[a-z_]+(?:/|\.py)(?!\S)", re.split(r" {4,}(?=\S)", line.lstrip())[0]):
            path = (folder if line.startswith(" ") else project_dir) / word
            assert path.exists(), f"{word} is in the README and not in the project"
            if not line.startswith(" "):
                folder = path
            named += 1
    assert named >= 10


def test_the_groups_it_installs_exist(readme, project_dir):
    groups = tomllib.loads((project_dir / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]

    assert set(re.findall(r"--group ([a-z]+)", readme)) == {"browser", "lint", "servers"} == set(groups)


@pytest.mark.parametrize("heading", ["Start the site", "Run the tests"])
def test_a_command_is_one_line_for_each_system(readme, heading):
    blocks = re.findall(r"```(sh|powershell)\n(.*?)```", section(readme, heading), re.DOTALL)

    assert [(language, text.count("\n")) for language, text in blocks[:2]] == [("sh", 1), ("powershell", 1)]


def test_every_line_about_safety_has_a_test_or_says_no(readme, project_dir):
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (project_dir / "tests").rglob("test_*.py"))
    rows = re.findall(r"^\|(.*)\|(.*)\|(.*)\|$", section(readme, "Safety"), re.MULTILINE)[2:]

    assert len(rows) >= 20
    for asked, here, shown_by in rows:
        names = re.findall(r"`(test_\w+)`", shown_by)
        assert names or here.strip().startswith("No"), f"no test shows:{asked}"
        for name in names:
            assert f"def {name}(" in tests, name


def test_the_numbers_about_safety_are_those_of_the_settings(readme, tmp_path):
    text = section(readme, "Safety")

    assert (Environment.read({}, tmp_path).login_idle_seconds, "Two hours" in text) == (2 * 60 * 60, True)
    assert (Environment.read({}, tmp_path).login_max_seconds, "Twelve hours" in text) == (12 * 60 * 60, True)
    assert settings.LIMITS["wrong log-ins for an account"] == (10, 5 * 60)
    assert settings.LIMITS["wrong log-ins from an address"] == (100, 5 * 60)


def test_it_is_short_but_for_the_recorded_session(readme):
    before, _, rest = readme.partition("```text\n$ ")
    after = rest.partition("```")[2]

    assert len((before + after).splitlines()) < LONGEST_README
