"""The rooms of the course: the map in ``catalog/course/__init__.py`` is true, and its walls hold."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from catalog import course
from catalog.course.lessons.collection import ORDER

ROOT = Path(course.__file__).parent
PROJECT = ROOT.parents[1]
LIBRARY = [path for path in (PROJECT / "catalog").rglob("*.py") if ROOT not in path.parents]
TOP = {"views", "urls", "templatetags", "management", "apps"}
BESIDE = {"models", "migrations", "accounts"}
EACH_LESSON_HAS = {"TITLE", "AIM", "QUESTIONS"}
DJANGO_FINDS = {"Command"}  # management commands, which Django finds by this name


def rooms() -> dict[str, set[str]]:
    """Return each room of the map with the rooms it may import."""
    lines = re.findall(r"^(\w+) +\S.* Imports: (.+)$", course.__doc__, re.MULTILINE)
    return {room: set(re.findall(r"\w+", imports)) - {"none"} for room, imports in lines}


def modules() -> dict[str, ast.Module]:
    """Return every module of the course by its dotted name, parsed. The files in ``build/`` are those of a reader."""
    parsed = {}
    for path in ROOT.rglob("*.py"):
        if "build" in path.relative_to(ROOT).parts:
            continue
        name = ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")
        parsed[name] = ast.parse(path.read_text(encoding="utf-8"))
    return parsed


def imports_of(module: ast.Module) -> set[str]:
    """Return the dotted names of what a module imports, anywhere in it."""
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{name.name}" for name in node.names}
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    return found


def room_of(name: str) -> str:
    """Return the room, or the module beside the rooms, that a dotted name of the course is in."""
    return name.removeprefix("catalog.course.").split(".")[0]


def of_the_course(names: set[str]) -> set[str]:
    """Return those of the dotted names that are in the course."""
    return {name for name in names if name.startswith("catalog.course.")}


def test_the_map_names_every_room_and_nothing_else():
    folders = {path.parent.name for path in ROOT.glob("*/__init__.py")}

    assert set(rooms()) == folders - TOP - BESIDE
    assert {path.stem for path in ROOT.glob("*.py")} <= TOP | BESIDE | {"__init__"}


def test_a_room_imports_only_what_the_map_says():
    may_import = rooms()
    for name, module in modules().items():
        room = room_of(name)
        if room in may_import:
            others = {room_of(other) for other in of_the_course(imports_of(module))} - {room, "models"}
            assert others <= may_import[room], f"{name} imports {others - may_import[room]}"


def test_models_import_nothing_of_the_course():
    assert not of_the_course(imports_of(modules()["catalog.course.models"]))


def test_the_library_never_imports_the_course():
    for path in LIBRARY:
        assert not of_the_course(imports_of(ast.parse(path.read_text(encoding="utf-8")))), path


def test_operations_import_nothing_of_the_course_but_the_decorator():
    found = [module for name, module in modules().items() if name.endswith(".operations")]

    assert len(found) == len(ORDER)
    for module in found:
        assert of_the_course(imports_of(module)) == {"catalog.course.lessons.operation.operation"}


def test_no_modules_import_each_other_in_a_circle():
    known = modules()
    graph = {}
    for name, module in known.items():
        targets = {other if other in known else other.rpartition(".")[0] for other in imports_of(module)}
        graph[name] = {target for target in targets if target in known and target != name}

    assert list(TopologicalSorter(graph).static_order())  # raises CycleError for a circle


def test_a_public_name_is_defined_once():
    defined = defaultdict(list)
    for name, module in modules().items():
        if ".migrations" in name:
            continue
        for node in module.body:
            for public in public_names(node):
                defined[public].append(name)

    several = {public: places for public, places in defined.items() if len(places) > 1}
    assert set(several) <= EACH_LESSON_HAS | DJANGO_FINDS, several


def public_names(node: ast.stmt) -> list[str]:
    """Return the public names that a statement at the top of a module defines."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            names = [node.name]
        case ast.Assign():
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            names = [name]
        case _:
            names = []
    return [name for name in names if not name.startswith("_")]


@pytest.mark.parametrize(
    "place", [PROJECT / "templates" / "course", PROJECT / "tests" / "course"], ids=lambda p: p.parts[-2]
)
def test_templates_and_tests_lie_in_rooms_of_the_same_names(place: Path):
    folders = {path.name for path in place.iterdir() if path.is_dir() and not path.name.startswith("_")}

    assert folders <= set(rooms())
    assert len(folders) >= 5
