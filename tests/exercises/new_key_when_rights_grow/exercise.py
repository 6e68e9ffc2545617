"""Give a visitor a new session key when a code opens the reading room to them."""

from __future__ import annotations

from catalog.course.exercises import Exercise
from catalog.course.lab import expect, fail

exercise = Exercise(
    title="Give a new key when rights grow",
    lesson="the-session-key",
    story=(
        "The rare books are in the reading room. Whoever types the code from the desk may go in until their session "
        "ends; no account is needed. Eve sat at the same computer before and copied the session cookie. When Ann "
        "types the code, Eve must not walk in with her."
    ),
    task=[
        "`add_book(request, title)`, `show_list(request)` and `reading_room(request)` are finished: a reading list in "
        "the session, the list as JSON, and a room that answers 200 to whoever may go in and 403 to everybody else.",
        "Complete `enter_code(request)`. A form sends it the field `code`. If that is `CODE`, the answer is 200, and "
        "`reading_room` answers 200 to this visitor from then on. With any other code the answer is 403, the room "
        "stays closed, and the reading list stays as it is.",
        "The right code gives the visitor a new session key at once. What is in the session stays, so `show_list` "
        "shows the same list as before. The old key opens nothing any more: whoever has only that one gets 403 from "
        "`reading_room` and an empty list from `show_list`.",
    ],
    hints=[
        "A log-in has the same risk. Look up what Django's `login()` does to the session of an anonymous visitor.",
        "`flush()` changes the key and loses the list. `create()` can keep the list, and leaves the old row alive. You "
        "want a new key, the same contents, and no old row.",
        "`request.session.cycle_key()` does all three. Call it when the code is right, in the request that sets "
        "`may_enter`, and not in a later one.",
    ],
    learned=(
        "When a session gains rights, call `cycle_key()`: the contents move to a new key, and a copy of the old cookie "
        "opens nothing. `login()` does it for an anonymous visitor; other code that grants rights has to call it."
    ),
)


@exercise.check()
def the_right_code_opens_the_reading_room(lab, attempt):
    """The right code opens the reading room to the visitor who typed it, and to nobody else."""
    ann, ben = lab.browser(), lab.browser()

    expect("The room's status before the code", ann.get(attempt.reading_room).status).to_be(403)

    answer = ann.post(attempt.enter_code, code=attempt.CODE)

    expect("The status for the right code", answer.status).to_be(200)
    expect("The room's status for Ann", ann.get(attempt.reading_room).status).to_be(200)
    expect("The room's status for Ben", ben.get(attempt.reading_room).status).to_be(403)


@exercise.check()
def a_wrong_code_opens_nothing_and_loses_nothing(lab, attempt):
    """A wrong code opens nothing, and the list stays as it is."""
    ann = lab.browser()
    ann.post(attempt.add_book, "Dune")
    answer = ann.post(attempt.enter_code, code="let me in")

    expect("The status for a wrong code", answer.status).to_be(403)
    expect("The room's status", ann.get(attempt.reading_room).status).to_be(403)
    expect("Ann's list", ann.get(attempt.show_list).json).to_be(["Dune"])


@exercise.check()
def the_list_stays(lab, attempt):
    """What was in the session before the right code is in it afterwards."""
    ann = lab.browser()
    ann.post(attempt.add_book, "Dune")
    ann.post(attempt.add_book, "Emma")
    answer = ann.post(attempt.enter_code, code=attempt.CODE)

    expect("The status for the right code", answer.status).to_be(200)
    expect("Ann's list", ann.get(attempt.show_list).json).to_be(["Dune", "Emma"])


@exercise.check()
def the_visitor_gets_a_new_key(lab, attempt):
    """The right code gives the visitor a new session key at once."""
    ann = lab.browser()
    ann.post(attempt.add_book, "Dune")
    before = ann.key
    ann.post(attempt.enter_code, code=attempt.CODE)

    if ann.key == before:
        fail("Ann's key should be a new one, and is the one from before.")


@exercise.check()
def the_old_key_opens_nothing(lab, attempt):
    """Whoever has only the old key sees neither the room nor the list."""
    ann, eve = lab.browser(), lab.browser("Eve")
    ann.post(attempt.add_book, "Dune")
    ann.copy_cookie_to(eve)
    ann.post(attempt.enter_code, code=attempt.CODE)

    expect("The room's status for Eve", eve.get(attempt.reading_room).status).to_be(403)
    expect("The list that Eve sees", eve.get(attempt.show_list).json).to_be([])
