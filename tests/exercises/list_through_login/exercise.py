"""Keep the reading list through a log-in, and drop it when it belongs to somebody else."""

from __future__ import annotations

from django.http import HttpResponse

from catalog.course.exercises import Exercise
from catalog.course.lab import expect

PASSWORD = "open sesame"

exercise = Exercise(
    title="Keep the list through a log-in",
    lesson="logging-in-and-out",
    story=(
        "A visitor collects books, logs in to borrow them, and expects the list to be there still. But the library's "
        "computers are shared: the next person must not see what the one before wanted to read."
    ),
    task=[
        "`add(request, title)` and `show(request)` are finished: they keep a reading list in the session, and show it "
        "as JSON. Write the other two.",
        "`sign_in(request)` gets a form with `username` and `password`. If they are right, it logs this user in and "
        "answers 200. If not, it answers 403. "
        "`sign_out(request)` gets a form without fields, logs out, and answers 200.",
        "The list survives a log-in. It survives a failed log-in, which changes nothing, not even who is logged in. "
        "And it survives when a user who is logged in already logs in again.",
        "The list does not survive a log-out, and it does not pass to another user: if Ben logs in at a browser where "
        "Ann is still logged in, he begins with an empty list.",
    ],
    hints=[
        "`django.contrib.auth` has all you need: `authenticate(request, username=…, password=…)` returns a user or "
        "`None`, and `login(request, user)` and `logout(request)` do what their names say.",
        "`login()` keeps what an anonymous visitor has in the session. It also keeps the session of the same user, "
        "unless the password has changed since the log-in before. It empties the session of another user first. "
        "`logout()` always empties it. Nothing has to be saved or restored.",
        "`sign_in`: call `authenticate()`, answer 403 if that gives `None`, else call `login()`. `sign_out`: call "
        "`logout()`. Do not touch `request.session` yourself.",
    ],
    learned=(
        "`login()` keeps the session of an anonymous visitor, and of the same user with the same password. It empties "
        "any other; `logout()` empties all. An entry that you copy by hand also goes to the wrong person."
    ),
)


def who_is_logged_in(request):
    """Show the name of the user."""
    return HttpResponse(request.user.get_username() or "nobody")


@exercise.check()
def the_right_password_logs_in(lab, attempt):
    """The right name and password log the user in."""
    lab.user("ann", password=PASSWORD)
    ann = lab.browser()
    answer = ann.post(attempt.sign_in, username="ann", password=PASSWORD)

    expect("The status for the right password", answer.status).to_be(200)
    expect("The user of the next request", ann.get(who_is_logged_in).text).to_be("ann")


@exercise.check()
def a_log_in_keeps_the_list(lab, attempt):
    """What was collected before the log-in is there afterwards."""
    lab.user("ann", password=PASSWORD)
    ann = lab.browser()
    ann.post(attempt.add, "Dune")
    ann.post(attempt.add, "Emma")
    ann.post(attempt.sign_in, username="ann", password=PASSWORD)

    expect("Ann's list", ann.get(attempt.show).json).to_be(["Dune", "Emma"])


@exercise.check()
def a_failed_log_in_changes_nothing(lab, attempt):
    """A failed log-in answers 403 and changes nothing: neither the list nor who is logged in."""
    lab.user("ann", password=PASSWORD)
    lab.user("ben", password=PASSWORD)
    ann = lab.browser()
    ann.post(attempt.add, "Dune")
    answer = ann.post(attempt.sign_in, username="ann", password="a wrong one")

    expect("The status for a wrong password", answer.status).to_be(403)
    expect("The user after a wrong password", ann.get(who_is_logged_in).text).to_be("nobody")
    expect("Ann's list after a wrong password", ann.get(attempt.show).json).to_be(["Dune"])

    ann.post(attempt.sign_in, username="ann", password=PASSWORD)
    ann.post(attempt.sign_in, username="ben", password="a guess")

    expect("The user after Ben's wrong guess", ann.get(who_is_logged_in).text).to_be("ann")
    expect("Ann's list after Ben's wrong guess", ann.get(attempt.show).json).to_be(["Dune"])


@exercise.check()
def a_log_out_drops_the_list(lab, attempt):
    """After a log-out nobody is logged in, and the list is gone."""
    lab.user("ann", password=PASSWORD)
    ann = lab.browser()
    ann.post(attempt.add, "Dune")
    ann.post(attempt.sign_in, username="ann", password=PASSWORD)
    answer = ann.post(attempt.sign_out)

    expect("The status of the log-out", answer.status).to_be(200)
    expect("The user after the log-out", ann.get(who_is_logged_in).text).to_be("nobody")
    expect("The list after the log-out", ann.get(attempt.show).json).to_be([])


@exercise.check()
def another_user_begins_with_an_empty_list(lab, attempt):
    """If another user logs in at a browser where one is still logged in, the list does not pass on."""
    lab.user("ann", password=PASSWORD)
    lab.user("ben", password=PASSWORD)
    shared = lab.browser("The shared browser")
    shared.post(attempt.sign_in, username="ann", password=PASSWORD)
    shared.post(attempt.add, "Dune")
    shared.post(attempt.sign_in, username="ben", password=PASSWORD)

    expect("The user", shared.get(who_is_logged_in).text).to_be("ben")
    expect("The list that Ben sees", shared.get(attempt.show).json).to_be([])


@exercise.check()
def the_same_user_keeps_the_list(lab, attempt):
    """If a user who is logged in logs in again, the list stays."""
    lab.user("ann", password=PASSWORD)
    ann = lab.browser()
    ann.post(attempt.sign_in, username="ann", password=PASSWORD)
    ann.post(attempt.add, "Dune")
    ann.post(attempt.sign_in, username="ann", password=PASSWORD)

    expect("Ann's list", ann.get(attempt.show).json).to_be(["Dune"])
