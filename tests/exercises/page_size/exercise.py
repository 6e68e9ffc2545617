"""Remember how many results a visitor wants on a page."""

from __future__ import annotations

from django.http import HttpResponse

from catalog.course.exercises import Exercise
from catalog.course.lab import expect

exercise = Exercise(
    title="Remember the page size",
    lesson="storing-and-reading",
    story=(
        "The lists of the library have ten results on a page. Some visitors want more, and the library is to remember "
        "that. What a form sends is not to be trusted, and neither is what an older version of the site has stored."
    ),
    task=[
        "Write `choose_page_size(request)`. A form sends it a POST with the field `size`. If that is `10`, `25` or "
        "`50`, keep it in the session as a whole number, under the key `page_size`, where other pages look for it.",
        "Anything else (letters, an empty field, none at all, `0`, `-5`, `7`, `1e9`, `²`) is refused with status 400. "
        "What was chosen before stays, and nobody gets a session by it.",
        "Write `list_books(request)`. Its page shows one number, the size of a page: the one chosen, or 10. It also "
        "shows 10 if there is anything but the number 10, 25 or 50 under `page_size`. Older versions of the site have "
        "left texts there, numbers of all sizes, lists and dictionaries.",
    ],
    hints=[
        "What a form sends is text. `request.POST.get('size')` gives the text, or `None` if the field is missing. "
        "Python's `int()` raises `ValueError` for most texts that are no number, and `TypeError` for `None`.",
        "Check first and store last. An answer of 400 saves the session like any other, and so keeps what you have put "
        "into it by then.",
        "Compare the text with the three texts that you accept: `request.POST.get('size') in ('10', '25', '50')`. Then "
        "no other text comes to `int()`.",
        "Do the same where you read: `size if size in (10, 25, 50) else 10`. Take a tuple and no set: to ask a set "
        "about a list raises `TypeError`.",
    ],
    learned=(
        "Check what comes in before you store it, and check what you read as well: a session lives longer than the "
        "version of the site that filled it. An answer of 400 saves what you have stored by then."
    ),
)

NO_SIZES = ("many", "", "0", "-5", "7", "1e9", "²")
NONSENSE = ("many", None, 0, -5, 7, [25], {"size": 25})


@exercise.check()
def the_choice_is_remembered(lab, attempt):
    """What a visitor has chosen is remembered."""
    ann = lab.browser()

    for size in (25, 50, 10):
        ann.post(attempt.choose_page_size, size=str(size))

        expect("The page size", ann.get(attempt.list_books).number).to_be(size)
        expect("The page size, a page later", ann.get(attempt.list_books).number).to_be(size)


@exercise.check()
def whoever_chose_nothing_gets_ten(lab, attempt):
    """Whoever has chosen nothing gets ten results on a page."""
    ann = lab.browser()

    expect("The page size", ann.get(attempt.list_books).number).to_be(10)


@exercise.check()
def a_whole_number_is_stored(lab, attempt):
    """What is stored under `page_size` is a whole number."""
    ann = lab.browser()

    ann.post(attempt.choose_page_size, size="25")

    expect("The value of page_size", ann.session.get("page_size")).to_be(25)


@exercise.check()
def what_is_no_page_size_is_refused(lab, attempt):
    """What is no page size is refused with status 400."""
    ann = lab.browser()

    for size in NO_SIZES:
        expect(f'The status for "{size}"', ann.post(attempt.choose_page_size, size=size).status).to_be(400)
    expect("The status for a missing field", ann.post(attempt.choose_page_size).status).to_be(400)


@exercise.check()
def what_is_refused_replaces_nothing(lab, attempt):
    """What is refused does not replace what was chosen before."""
    ann = lab.browser()
    ann.post(attempt.choose_page_size, size="25")

    for size in NO_SIZES:
        ann.post(attempt.choose_page_size, size=size)

        expect(f'The page size after "{size}"', ann.get(attempt.list_books).number).to_be(25)


@exercise.check()
def what_is_refused_begins_no_session(lab, attempt):
    """What is refused begins no session."""
    ann = lab.browser()

    for size in NO_SIZES:
        ann.post(attempt.choose_page_size, size=size)

    expect("The number of rows in the store", len(lab.store.rows())).to_be(0)


@exercise.check()
def nonsense_in_the_session_counts_as_nothing(lab, attempt):
    """Anything else that lies under `page_size` counts as nothing."""
    ann = lab.browser()

    for value in NONSENSE:
        ann.post(older_site, value)

        expect(f"The page size, with {value!r} stored,", ann.get(attempt.list_books).number).to_be(10)


def older_site(request, value):
    """Store something under the key, as a version of the site from long ago may have done."""
    request.session["page_size"] = value
    return HttpResponse("Stored.")
