"""End all other sessions of a user, and nobody else's."""

from __future__ import annotations

from django.http import HttpResponse

from catalog.course.exercises import Exercise
from catalog.course.lab import expect, fail

exercise = Exercise(
    title="Sign out everywhere else",
    lesson="logging-in-and-out",
    story=(
        "Ann left her phone on the bus, logged in. From her laptop she wants to end that session, and every other one "
        "of hers, without being logged out herself and without a new password."
    ),
    task=[
        "Write `sign_out_elsewhere(request)`. A form without fields sends it. What the page shows is up to you.",
        "It ends all other sessions of `request.user`: there the next request is anonymous, and what the session held "
        "is gone. The session that it is asked from goes on, with the user and all that it held. The password stays as "
        "it is.",
        "Sessions of other users and of anonymous visitors go on as if nothing had happened. If somebody asks who is "
        "not logged in, no session ends.",
        "The library runs with one of two session engines, and your view has to work with both. `db` keeps each "
        "session in a row of `django.contrib.sessions.models.Session`. `cached_db` does too, keeps a copy in the "
        "cache, and reads that first.",
    ],
    hints=[
        "No column of `Session` says whose a session is. Its contents do: go through the rows, and look at what "
        "`row.get_decoded()` has under `_auth_user_id`, if it has that at all.",
        "`_auth_user_id` is a text, and `request.user.pk` is a number, so compare it with `str(request.user.pk)`. "
        "Leave out the row with `request.session.session_key`.",
        "Begin with `if not request.user.is_authenticated`. An anonymous user's `pk` is `None`, which is also what "
        "`.get()` gives for a session without a user.",
        "`row.delete()` leaves the copy of `cached_db` in the cache. `request.session.delete(row.session_key)` deletes "
        "another session the way its engine stores it: the row, and the copy as well.",
    ],
    learned=(
        "A session is found by its key, and its user only by reading it. `_auth_user_id` is a text. Delete another "
        "session through the engine, `request.session.delete(key)`, so that no copy of it stays."
    ),
)


def who_is_logged_in(request):
    """Show the name of the user."""
    return HttpResponse(request.user.get_username() or "nobody")


def keep(request, title):
    """Put a book on the list."""
    request.session["books"] = [*request.session.get("books", []), title]
    return HttpResponse(f"{title} is on your list.")


def laptop_and_phone(lab, ann):
    """Return two browsers in which ``ann`` is logged in."""
    laptop, phone = lab.browser("Ann's laptop"), lab.browser("Ann's phone")
    laptop.log_in(ann)
    phone.log_in(ann)
    return laptop, phone


def expect_to_go_on(browser, what, user, title):
    """Expect that the session of ``browser`` has its user and its book."""
    expect(f"The user of {what}", browser.get(who_is_logged_in).text).to_be(user)
    expect(f"The list of {what}", browser.session.get("books")).to_be([title])


@exercise.check()
def the_other_sessions_end(lab, attempt):
    """In all other sessions of the user nobody is logged in any more."""
    ann = lab.user("ann")
    laptop, phone = laptop_and_phone(lab, ann)
    tablet = lab.browser("Ann's tablet")
    tablet.log_in(ann)
    laptop.post(attempt.sign_out_elsewhere)

    expect("The user of the phone", phone.get(who_is_logged_in).text).to_be("nobody")
    expect("The user of the tablet", tablet.get(who_is_logged_in).text).to_be("nobody")


@exercise.check()
def what_they_held_is_gone(lab, attempt):
    """What the other sessions held is gone."""
    laptop, phone = laptop_and_phone(lab, lab.user("ann"))
    phone.post(keep, "Dune")
    laptop.post(attempt.sign_out_elsewhere)
    phone.get(who_is_logged_in)

    expect("The list in the phone's session", phone.session.get("books")).to_be_nothing()


@exercise.check()
def the_session_that_asks_goes_on(lab, attempt):
    """The session that it is asked from goes on, with all that it held."""
    laptop, _ = laptop_and_phone(lab, lab.user("ann"))
    laptop.post(keep, "Emma")
    laptop.post(attempt.sign_out_elsewhere)

    expect_to_go_on(laptop, "the laptop", "ann", "Emma")


@exercise.check()
def other_users_stay(lab, attempt):
    """The sessions of other users go on."""
    laptop, bens = lab.browser("Ann's laptop"), lab.browser("Ben's laptop")
    laptop.log_in(lab.user("ann"))
    bens.log_in(lab.user("ben"))
    bens.post(keep, "Ivanhoe")
    laptop.post(attempt.sign_out_elsewhere)

    expect_to_go_on(bens, "Ben's laptop", "ben", "Ivanhoe")


@exercise.check()
def anonymous_visitors_stay(lab, attempt):
    """The sessions of anonymous visitors go on."""
    laptop, cleo = lab.browser("Ann's laptop"), lab.browser("Cleo")
    laptop.log_in(lab.user("ann"))
    cleo.post(keep, "Persuasion")
    laptop.post(attempt.sign_out_elsewhere)

    expect_to_go_on(cleo, "Cleo's browser", "nobody", "Persuasion")


@exercise.check()
def the_password_stays(lab, attempt):
    """The user's password stays as it is."""
    ann = lab.user("ann", password="open sesame")
    laptop, _ = laptop_and_phone(lab, ann)
    laptop.post(attempt.sign_out_elsewhere)
    ann.refresh_from_db()

    if not ann.check_password("open sesame"):
        fail("Ann's password should be the one she had, and that one does not fit any more.")


@exercise.check()
def nothing_ends_for_somebody_who_is_not_logged_in(lab, attempt):
    """If somebody asks who is not logged in, no session ends."""
    bens, cleo, eve = lab.browser("Ben's laptop"), lab.browser("Cleo"), lab.browser("Eve")
    bens.log_in(lab.user("ben"))
    bens.post(keep, "Ivanhoe")
    cleo.post(keep, "Persuasion")
    eve.post(attempt.sign_out_elsewhere)

    expect_to_go_on(bens, "Ben's laptop", "ben", "Ivanhoe")
    expect_to_go_on(cleo, "Cleo's browser", "nobody", "Persuasion")


@exercise.check(engine="cached_db")
def it_works_with_cached_db(lab, attempt):
    """It works as well with the engine cached_db, which keeps a copy of each session in the cache."""
    laptop, phone = laptop_and_phone(lab, lab.user("ann"))
    laptop.post(keep, "Emma")
    laptop.post(attempt.sign_out_elsewhere)

    expect("With cached_db, the user of the phone", phone.get(who_is_logged_in).text).to_be("nobody")
    expect_to_go_on(laptop, "the laptop", "ann", "Emma")
