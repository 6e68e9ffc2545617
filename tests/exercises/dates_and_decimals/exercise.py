"""A due date and a fee in a session."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from django.http import HttpResponse

from catalog.course.exercises import Exercise
from catalog.course.lab import expect, fail

DUE, NEXT_DUE = date(2026, 3, 16), date(2026, 4, 1)
CHEAP, ODD = Decimal("0.10"), Decimal("0.125")
EIGHT_IN_TOKYO = datetime(2026, 3, 2, 20, 0, tzinfo=ZoneInfo("Asia/Tokyo"))  # two hours after a lab begins

exercise = Exercise(
    title="A due date and a fee",
    lesson="what-can-be-stored",
    story=(
        "You borrow a book. The library says when it is due, what a day costs if you are late, and until when the "
        "book waits at the desk. Your session, which knows neither dates nor decimals, keeps all three."
    ),
    task=[
        "`borrow(request, due, fee, kept_until)` stores a `date`, a `Decimal` and a `datetime` with a time zone, "
        "which can be any. The next `borrow` replaces them.",
        '`loan(request)` shows two of them as JSON, as in `{"due": "2026-03-16", "fee": "0.10"}`. The fee is '
        "exactly as it was handed in: `0.10` is not `0.1`, and `0.125` is not rounded.",
        "`fine(request, returned)` shows what is to pay if the book comes back on the date `returned`: the fee "
        "for every day after the due date, exactly, and `0` if it is not late.",
        "`kept(request)` shows `yes` before the moment `kept_until`, and `no` from it on. Other pages use the "
        "same session, with Django's own serializer, and find in it what they have put there.",
    ],
    hints=[
        "The engine `db` stores a session as JSON. Make a text of each value when you store it, and the value of the "
        "text when you read it. If you forget, the view works and the saving fails.",
        "`due.isoformat()` and `date.fromisoformat(text)` are the two ways for a date, `str(fee)` and "
        "`Decimal(text)` for a decimal. A `float` cannot hold 0.10, and forgets the last zero.",
        "`isoformat()` of a datetime has the offset of its zone in it, and `datetime.fromisoformat(text)` gives "
        "it back. `strftime()` drops it unless you ask for `%z`.",
        "Compare moments, not texts: `timezone.now() < datetime.fromisoformat(text)`, with `timezone` from "
        "`django.utils`. `datetime.now()` has no zone, so it cannot be compared with one that has.",
    ],
    learned=(
        "Dates, moments and decimals go into a session as text, and come out exactly as they were. A moment keeps the "
        "offset of its zone, and a decimal never becomes a float."
    ),
)


@exercise.check()
def the_loan_is_shown_as_it_was_stored(lab, attempt):
    """The due date and the fee are shown exactly as they were handed in."""
    ann = lab.browser()
    ann.post(attempt.borrow, DUE, CHEAP, EIGHT_IN_TOKYO)

    expect("The loan", ann.get(attempt.loan).json).to_be({"due": "2026-03-16", "fee": "0.10"})
    ann.post(attempt.borrow, NEXT_DUE, ODD, EIGHT_IN_TOKYO)
    expect("The next loan", ann.get(attempt.loan).json).to_be({"due": "2026-04-01", "fee": "0.125"})


@exercise.check()
def a_late_book_costs_the_fee_for_every_day(lab, attempt):
    """A late book costs the fee for every day after the due date, to the last digit."""
    ann = lab.browser()
    ann.post(attempt.borrow, DUE, CHEAP, EIGHT_IN_TOKYO)

    expect("The fine for 3 days", amount(ann.get(attempt.fine, date(2026, 3, 19)))).to_be(Decimal("0.30"))
    expect("The fine for 17 days", amount(ann.get(attempt.fine, date(2026, 4, 2)))).to_be(Decimal("1.70"))


@exercise.check()
def a_book_in_time_costs_nothing(lab, attempt):
    """A book that comes back in time costs nothing."""
    ann = lab.browser()
    ann.post(attempt.borrow, DUE, CHEAP, EIGHT_IN_TOKYO)

    expect("The fine on the due date", amount(ann.get(attempt.fine, DUE))).to_be(Decimal(0))
    expect("The fine on the day before", amount(ann.get(attempt.fine, date(2026, 3, 15)))).to_be(Decimal(0))


@exercise.check()
def the_book_is_kept_until_its_moment(lab, attempt):
    """The book is kept until the moment that was handed in, whatever its zone is."""
    ann = lab.browser()
    ann.post(attempt.borrow, DUE, CHEAP, EIGHT_IN_TOKYO)

    lab.later(hours=1, minutes=59)
    expect("The answer a minute before", ann.get(attempt.kept).text.strip()).to_be("yes")
    lab.later(minutes=1)
    expect("The answer at the moment itself", ann.get(attempt.kept).text.strip()).to_be("no")


@exercise.check()
def other_pages_find_what_is_theirs(lab, attempt):
    """Other pages find in the session what they have put there."""
    ann = lab.browser()
    ann.post(choose_color)
    ann.post(attempt.borrow, DUE, CHEAP, EIGHT_IN_TOKYO)
    ann.get(attempt.loan)

    expect("The color on another page", ann.get(show_color).text).to_be("brass")


def amount(page):
    """Return the sum of money that a page shows."""
    try:
        return Decimal(page.text.strip())
    except InvalidOperation:
        fail(f"The page of {page.view.__name__} should show a number and nothing else, and shows {page.text!r}.")


def choose_color(request):
    """A page of the library that keeps something in the session."""
    request.session["color"] = "brass"
    return HttpResponse("Chosen.")


def show_color(request):
    """A page of the library that shows it."""
    return HttpResponse(request.session.get("color", "none"))
