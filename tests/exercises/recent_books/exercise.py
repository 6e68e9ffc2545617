"""Show the books that a visitor has viewed recently."""

from __future__ import annotations

import json
from datetime import timedelta

from catalog.course.exercises import Exercise
from catalog.course.lab import expect

exercise = Exercise(
    title="Show the books viewed recently",
    lesson="changing-and-deleting",
    story=(
        "You have looked at a dozen books, and now you want to go back to the one before last. The library is to list "
        "the books that you viewed recently. The list is short, and has each book once."
    ),
    task=[
        "Write `show_book(request, book)`. `book` is the number of a book, such as 7. It notes in the session that the "
        "visitor has viewed this book. What it answers is up to you.",
        'Write `recent_books(request)`. Its page is JSON: `{"books": [9, 4, 7]}`, the numbers of the books that this '
        "visitor has viewed, the latest first. Whoever has viewed none gets an empty list.",
        "Each book is in the list once, at the place of its latest view. The list has at most five books; when a sixth "
        "comes, the one viewed longest ago goes. The session keeps no more than these five either.",
    ],
    hints=[
        "Keep one list under one key. The engine `db` stores JSON, so a list of numbers comes back as it was. A set, a "
        "deque or a dictionary with numbers as its keys would not.",
        "Take out first, then put in front, then cut: so a book that is listed already makes no other one go.",
        "If you change the list where it lies, Django does not notice. Make a new list, and assign it to the key.",
        "`[book, *(other for other in recent if other != book)]` is the new list, and `[:5]` cuts it.",
    ],
    learned=(
        "To change a list in the session, make a new one and assign it to the key: Django notices an assignment. Cut "
        "what grows when you store it, and not only when you show it."
    ),
)


@exercise.check()
def a_viewed_book_is_listed(lab, attempt):
    """A book that was viewed is in the list."""
    ann = lab.browser()

    view(lab, ann, attempt, 7)

    expect("The page", ann.get(attempt.recent_books).json).to_be({"books": [7]})


@exercise.check()
def whoever_viewed_none_gets_an_empty_list(lab, attempt):
    """Whoever has viewed no book gets an empty list."""
    ann = lab.browser()

    expect("The page", ann.get(attempt.recent_books).json).to_be({"books": []})


@exercise.check()
def the_latest_comes_first(lab, attempt):
    """The book that was viewed last comes first."""
    ann = lab.browser()

    view(lab, ann, attempt, 7, 4, 9)

    expect("The page after 7, 4, 9", ann.get(attempt.recent_books).json).to_be({"books": [9, 4, 7]})


@exercise.check()
def a_book_is_listed_once(lab, attempt):
    """A book that is viewed again is listed once, and comes first."""
    ann = lab.browser()

    view(lab, ann, attempt, 7, 4, 9, 7)

    expect("The page after 7, 4, 9, 7", ann.get(attempt.recent_books).json).to_be({"books": [7, 9, 4]})


@exercise.check()
def five_books_at_most(lab, attempt):
    """When a sixth book comes, the one viewed longest ago goes."""
    ann = lab.browser()

    view(lab, ann, attempt, 1, 2, 3, 4, 5)
    expect("The page after 1 to 5", ann.get(attempt.recent_books).json).to_be({"books": [5, 4, 3, 2, 1]})

    view(lab, ann, attempt, 6, 7)
    expect("The page after 1 to 7", ann.get(attempt.recent_books).json).to_be({"books": [7, 6, 5, 4, 3]})


@exercise.check()
def a_listed_book_makes_no_other_go(lab, attempt):
    """A book that is viewed again makes no other book go."""
    ann = lab.browser()

    view(lab, ann, attempt, 1, 2, 3, 4, 5, 3)

    expect("The page after 1 to 5, and 3", ann.get(attempt.recent_books).json).to_be({"books": [3, 5, 4, 2, 1]})


@exercise.check()
def each_visitor_has_a_list_of_their_own(lab, attempt):
    """Each visitor has a list of their own."""
    ann, ben = lab.browser(), lab.browser()
    view(lab, ann, attempt, 7, 4)

    view(lab, ben, attempt, 9)

    expect("Ben's page", ben.get(attempt.recent_books).json).to_be({"books": [9]})
    expect("Ann's page", ann.get(attempt.recent_books).json).to_be({"books": [4, 7]})


@exercise.check()
def no_more_than_five_are_stored(lab, attempt):
    """The session keeps no more than five books."""
    ann = lab.browser()
    books = range(100001, 100010)  # numbers that are nowhere in a session by chance

    view(lab, ann, attempt, *books)

    text = json.dumps(ann.session)
    expect("The number of books in the session", sum(str(book) in text for book in books)).to_be_at_most(5)


def view(lab, browser, attempt, *books):
    """View one book after another. The clock moves in between, for an answer that keeps the time of each view."""
    for book in books:
        browser.get(attempt.show_book, book)
        lab.clock.move(timedelta(seconds=10))
