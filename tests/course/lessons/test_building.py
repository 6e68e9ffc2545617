"""What the sections "Build it yourself" print is what lies in the folders ``build/``, and all of it."""

from __future__ import annotations

import pytest
from bs4 import Tag
from django.template import Context, Template

from catalog.course.lessons.building import TYPED, build_files, find_snippet, parts_of, without_parts
from catalog.course.lessons.collection import ORDER
from catalog.course.templatetags.course import highlighted

LESSONS_THAT_BUILD = [slug for slug in ORDER if build_files(slug)]
GOES_ON = {"changing-and-deleting": "storing-and-reading"}

each_lesson = pytest.mark.parametrize("slug", LESSONS_THAT_BUILD)


@pytest.fixture
def section(client, db, soup, slug) -> list[Tag]:
    """The elements of the section of a lesson, as its page shows them."""
    heading = soup(client.get(f"/sessions/{slug}/")).find("h2", string="Build it yourself")
    elements = []
    for element in heading.find_next_siblings():
        if element.name == "h2":
            break
        elements.append(element)
    return elements


def shown(section: list[Tag]) -> list[tuple[str, str]]:
    """Return the captions and texts of the figures of a section."""
    figures = [element for element in section if element.name == "figure"]
    return [(figure.figcaption.get_text(), figure.pre.get_text()) for figure in figures]


def parts(slug: str) -> list[tuple[str, str]]:
    """Return the captions and texts that a section has to show: files, or the parts of those that have some."""
    found = []
    for path, file in build_files(slug).items():
        text = file.read_text(encoding="utf-8")
        caption = TYPED.get(path, path)
        found += [(caption, part) for part in parts_of(text).values()] or [(caption, text.rstrip("\n"))]
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ORDER)
def test_a_lesson_with_a_section_has_files(client, soup, slug):
    heading = soup(client.get(f"/sessions/{slug}/")).find("h2", string="Build it yourself")

    assert bool(heading) == bool(build_files(slug))


@each_lesson
def test_every_file_is_shown_and_nothing_else(section, slug):
    assert sorted(shown(section)) == sorted(parts(slug))


@each_lesson
def test_no_code_stands_outside_of_a_file(section):
    blocks = [block for element in section for block in [element, *element.find_all("pre")] if block.name == "pre"]

    assert blocks
    assert all(block.find_parent("figure") for block in blocks)


@each_lesson
def test_each_file_is_named_in_what_a_screen_reader_says(section):
    for figure in (element for element in section if element.name == "figure"):
        assert figure.pre["aria-label"] == figure.figcaption.get_text()


@pytest.mark.parametrize(("slug", "before"), GOES_ON.items())
def test_a_section_that_goes_on_adds_its_parts_to_the_files_of_the_one_before(slug, before):
    changed = {path: file.read_text(encoding="utf-8") for path, file in build_files(slug).items()}
    marked = {path: without_parts(text) for path, text in changed.items() if parts_of(text)}

    assert marked == {path: find_snippet(before, path).text for path in build_files(before)}


def test_a_part_is_what_stands_between_its_marks():
    text = "a = 1\n\n\n# part: two\nb = 2\n# end\nc = 3\n{# part: four #}\nd = 4\n"

    assert parts_of(text) == {"two": "b = 2", "four": "d = 4"}
    assert without_parts(text) == "a = 1\n\n\nc = 3"


@pytest.mark.parametrize("tag", ['"missing.py"', '"mysite/urls.py" "missing"'])
def test_a_file_or_a_part_that_is_missing_stops_the_page(tag):
    page = Template(f"{{% load course %}}{{% build {tag} %}}")

    with pytest.raises(LookupError):
        page.render(Context({"lesson": type("Lesson", (), {"slug": "what-a-session-is"})}))


@pytest.mark.parametrize(
    ("path", "colored"), [("a.py", '<span class="k">'), ("a.html", '<span class="nt">'), ("a.txt", "&lt;p&gt;")]
)
def test_a_file_is_highlighted_in_its_language(path, colored):
    source = {"a.py": "return 1", "a.html": "<p>{{ name }}</p>", "a.txt": "<p>"}[path]

    assert colored in highlighted(source, path)
