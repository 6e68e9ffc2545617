"""Keep a reading list, with notes inside it."""

from __future__ import annotations

from catalog.course.exercises import Exercise
from catalog.course.lab import expect, fail

exercise = Exercise(
    title="Keep a reading list with notes",
    lesson="when-is-it-saved",
    story=(
        "You put books on a list, write notes on them, and tick them off. Most of that happens deep inside an entry of "
        "the session, where Django does not look."
    ),
    task=[
        "`book` is the number of a book, such as 7. Write `add_book(request, book)`: the book comes to the end of the "
        "visitor's list, without a note, and not read. If it is on the list already, it stays where and as it is.",
        "Write `write_note(request, book)`, which puts the field `note` of a form on the book, "
        "`mark_as_read(request, book)`, and `remove_book(request, book)`. Each changes that, and nothing else. If the "
        "book is not on the list, they answer with status 404, and the list stays as it is.",
        "Write `reading_list(request)`. Its page is JSON, in the order in which the books were added: "
        '`{"books": [{"book": 7, "note": "in May", "read": false}]}`. Whoever has added no book gets an empty list. '
        "This page only looks: it saves nothing, and begins no session.",
        "The list is kept in the session. The first four views are sent a POST, and what they answer is up to you.",
    ],
    hints=[
        "A list of dictionaries will do, or a dictionary of them. If the numbers are its keys, mind that JSON has "
        "texts as keys: what you store under 7, the next request finds under `'7'`.",
        "Django notices when you assign to a key of `request.session`. When you change what lies inside a value, say "
        "so with `request.session.modified = True`, or assign the whole value again.",
        "Find the book first, and raise `Http404` if it is not there. An answer of 404 saves the session, and what "
        "you took out by then is gone.",
        "Write a `find(request, book)` that returns the dictionary of the book, or raises `Http404`. In `write_note`: "
        "`find(request, book)['note'] = request.POST['note']`, and `request.session.modified = True`. Set the flag "
        "where you change something, and nowhere else.",
    ],
    learned=(
        "A change inside a value is not saved by itself: assign the value again, or set `modified`. Do that only where "
        "you change something, so that a page that only looks does not write."
    ),
)


@exercise.check()
def an_added_book_is_on_the_list(lab, attempt):
    """A book that was added is on the list, without a note, and not read."""
    ann = lab.browser()

    ann.post(attempt.add_book, 7)

    page = ann.get(attempt.reading_list).json
    expect("The page", page).to_be({"books": [{"book": 7, "note": "", "read": False}]})


@exercise.check()
def whoever_added_none_gets_an_empty_list(lab, attempt):
    """Whoever has added no book gets an empty list."""
    ann = lab.browser()

    expect("The page", ann.get(attempt.reading_list).json).to_be({"books": []})


@exercise.check()
def books_come_to_the_end_of_the_list(lab, attempt):
    """Each book comes to the end of the list."""
    ann = lab.browser()

    for book in (7, 4, 9):
        ann.post(attempt.add_book, book)

    expect("The list", listed(ann, attempt)).to_be([7, 4, 9])


@exercise.check()
def each_visitor_has_a_list_of_their_own(lab, attempt):
    """Each visitor has a list of their own."""
    ann, ben = lab.browser(), lab.browser()
    ann.post(attempt.add_book, 7)

    ben.post(attempt.add_book, 4)

    expect("Ben's list", listed(ben, attempt)).to_be([4])
    expect("Ann's list", listed(ann, attempt)).to_be([7])


@exercise.check()
def a_note_is_kept(lab, attempt):
    """A note is kept on its book, and on no other."""
    ann = reader_of_two_books(lab, attempt)

    ann.post(attempt.write_note, 4, note="in May")

    expect("The note on book 4", entry_of(ann, attempt, 4)["note"]).to_be("in May")
    expect("The note on book 7", entry_of(ann, attempt, 7)["note"]).to_be("")


@exercise.check()
def a_book_that_is_read_stays_read(lab, attempt):
    """A book that was marked as read stays so, and no other is marked."""
    ann = reader_of_two_books(lab, attempt)

    ann.post(attempt.mark_as_read, 4)

    expect("Whether book 4 is read", entry_of(ann, attempt, 4)["read"]).to_be(True)
    expect("Whether book 7 is read", entry_of(ann, attempt, 7)["read"]).to_be(False)


@exercise.check()
def a_note_and_a_mark_go_together(lab, attempt):
    """A mark leaves the note as it is, and a note the mark."""
    ann = reader_of_two_books(lab, attempt)
    ann.post(attempt.write_note, 4, note="in May")

    ann.post(attempt.mark_as_read, 4)
    expect("The note on book 4, which is read now,", entry_of(ann, attempt, 4)["note"]).to_be("in May")

    ann.post(attempt.write_note, 4, note="a second time in June")
    expect("Whether book 4 is read, with another note,", entry_of(ann, attempt, 4)["read"]).to_be(True)


@exercise.check()
def a_book_that_is_added_again_stays_as_it_is(lab, attempt):
    """A book that is added again stays where it is and as it is."""
    ann = reader_of_two_books(lab, attempt)
    ann.post(attempt.write_note, 7, note="in May")

    ann.post(attempt.add_book, 7)

    expect("The list", listed(ann, attempt)).to_be([7, 4])
    expect("The note on book 7", entry_of(ann, attempt, 7)["note"]).to_be("in May")


@exercise.check()
def a_book_that_is_removed_is_gone(lab, attempt):
    """A book that was removed is gone, and no other is."""
    ann = reader_of_two_books(lab, attempt)

    ann.post(attempt.remove_book, 7)

    expect("The list", listed(ann, attempt)).to_be([4])


@exercise.check()
def a_book_that_is_not_on_the_list_is_not_found(lab, attempt):
    """For a book that is not on the list, the answer is 404."""
    ann = reader_of_two_books(lab, attempt)

    for view in (attempt.write_note, attempt.mark_as_read, attempt.remove_book):
        status = ann.post(view, 8, note="in May").status
        expect(f"The status of {view.__name__}, for a book that is not listed,", status).to_be(404)


@exercise.check()
def a_404_leaves_the_list_as_it_is(lab, attempt):
    """An answer of 404 leaves the list as it is."""
    ann = reader_of_two_books(lab, attempt)
    ann.post(attempt.write_note, 7, note="in May")

    for view in (attempt.write_note, attempt.mark_as_read, attempt.remove_book):
        ann.post(view, 8, note="never")

        expect(f"The list after {view.__name__}", listed(ann, attempt)).to_be([7, 4])
        expect("The note on book 7", entry_of(ann, attempt, 7)["note"]).to_be("in May")


@exercise.check()
def looking_saves_nothing(lab, attempt):
    """To look at the list saves nothing, and begins no session."""
    ann, ben = reader_of_two_books(lab, attempt), lab.browser()

    if ann.get(attempt.reading_list).exchange.saved:
        fail("To look at the list should save nothing, and it has saved the session.")
    ben.get(attempt.reading_list)
    expect("The number of sessions, Ann's included,", len(lab.store.rows())).to_be(1)


def reader_of_two_books(lab, attempt):
    """Return the browser of Ann, who has the books 7 and 4 on her list."""
    ann = lab.browser("Ann")
    ann.post(attempt.add_book, 7)
    ann.post(attempt.add_book, 4)
    return ann


def listed(browser, attempt):
    """Return the numbers of the books on the list, in its order."""
    return [entry["book"] for entry in browser.get(attempt.reading_list).json["books"]]


def entry_of(browser, attempt, book):
    """Return what the list has about a book."""
    entries = {entry["book"]: entry for entry in browser.get(attempt.reading_list).json["books"]}
    return entries[book] if book in entries else fail(f"The list should have book {book}, and has {list(entries)}.")
