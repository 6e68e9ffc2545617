"""Count the visits of each page."""

from __future__ import annotations

from catalog.course.exercises import Exercise
from catalog.course.lab import expect, fail

exercise = Exercise(
    title="Count the visits of each page",
    lesson="the-visit-counter",
    story=(
        "The librarian wants every page to say how often you have opened it: the catalog, the list of authors, the "
        "opening hours. Each page counts by itself, and each visitor too."
    ),
    task=[
        "Write `count_visits(request, page)`. `page` is the name of a page, such as `catalog`. The answer shows the "
        "number of times that this visitor has opened this page, this time included: `1` on the first visit.",
        "Keep the counts in the session. What the page shows is what is stored.",
    ],
    hints=[
        "A session is like a dictionary: `request.session.get(name, 0)` reads a value, and gives 0 if there is none.",
        "Two pages need two counts. Put the name of the page into the key: `visits_catalog`, `visits_authors`.",
        "Add 1 first, store the sum, and show the same sum. If you show what you read, the first visit reads 0.",
    ],
    learned=(
        "A session keeps one value for each key, apart for each visitor. Read it with a default, change it, store it, "
        "and show what you stored."
    ),
)


@exercise.check()
def the_first_visit_reads_1(lab, attempt):
    """The first visit to a page reads 1."""
    ann = lab.browser()

    expect("The count", ann.get(attempt.count_visits, "catalog").number).to_be(1)


@exercise.check()
def every_visit_adds_1(lab, attempt):
    """Every visit adds 1."""
    ann = lab.browser()

    for visit in (1, 2, 3):
        expect("The count", ann.get(attempt.count_visits, "catalog").number).to_be(visit)


@exercise.check()
def each_page_has_its_own_count(lab, attempt):
    """Each page has a count of its own."""
    ann = lab.browser()
    ann.get(attempt.count_visits, "catalog")
    ann.get(attempt.count_visits, "catalog")

    expect("The count of another page", ann.get(attempt.count_visits, "authors").number).to_be(1)
    expect("The count of the first page", ann.get(attempt.count_visits, "catalog").number).to_be(3)


@exercise.check()
def each_visitor_has_their_own_counts(lab, attempt):
    """Each visitor has counts of their own."""
    ann, ben = lab.browser(), lab.browser()
    ann.get(attempt.count_visits, "catalog")

    expect("Ben's count", ben.get(attempt.count_visits, "catalog").number).to_be(1)
    expect("Ann's count", ann.get(attempt.count_visits, "catalog").number).to_be(2)


@exercise.check()
def what_is_shown_is_what_is_stored(lab, attempt):
    """What the page shows is what is stored in the session."""
    ann = lab.browser()
    ann.get(attempt.count_visits, "catalog")
    shown = ann.get(attempt.count_visits, "catalog").number

    if shown not in every_value(ann.session):
        fail(f"The session should contain {shown}, and is {ann.session}.")


def every_value(data):
    """Return the values of a dictionary, and of those in it: a count may lie at any depth."""
    values = []
    for value in data.values():
        values += every_value(value) if isinstance(value, dict) else [value]
    return values
