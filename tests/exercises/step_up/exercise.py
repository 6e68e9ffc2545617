"""Ask for the password again, and let that count for five minutes and no longer."""

from __future__ import annotations

from django.http import HttpResponse

from catalog.course.exercises import Exercise
from catalog.course.lab import expect

PASSWORD = "open sesame"

exercise = Exercise(
    title="Confirm for five minutes",
    lesson="expiry-and-cookies",
    story=(
        "Renewing the library card costs money. So a visitor who is logged in has to type the password once more "
        "before, and that counts for five minutes: whoever finds the browser open after lunch renews nothing."
    ),
    task=[
        "Write two views, which only visitors open who are logged in. `confirm(request)` gets a form with `password`. "
        "If it is the password of `request.user`, it answers 200; else it answers 403 and confirms nothing.",
        "`renew_card(request)` gets a form without fields. It answers 200 within five minutes after a confirmation, "
        "and 403 before and afterwards.",
        "The five minutes begin when the right password is given, and only then. What the visitor does meanwhile, "
        "renewing cards included, makes them no longer. When they are over they stay over, until the password is given "
        "again; that counts for five new minutes.",
        "A confirmation counts only in the session in which it was given. The session itself goes on as long as ever: "
        "when the five minutes are over, the visitor is still logged in and has the reading list.",
    ],
    hints=[
        "Two times are at work: the session's and the confirmation's. `set_expiry()` is about the session. For the "
        "confirmation, store in the session when it was given.",
        "What is stored has to be something that JSON knows: a number such as `time.time()`, or the text of "
        "`timezone.now().isoformat()`. Compare it with the time now, in `renew_card`, and store nothing there.",
        "`request.user.check_password(…)` tells if it is the right password. If it is, set "
        '`request.session["confirmed_at"] = time.time()`, each time anew.',
        'In `renew_card`: `time.time() - request.session.get("confirmed_at", 0) < 300`. With datetimes take '
        "`total_seconds()`: the `seconds` of a timedelta leave out its days.",
    ],
    learned=(
        "What ends before the session does needs a time of its own: store the moment, as a number or a text, "
        "compare it with the clock at each request, and do not renew it there."
    ),
)


def who_is_logged_in(request):
    """Show the name of the user."""
    return HttpResponse(request.user.get_username() or "nobody")


def keep(request, title):
    """Put a book on the list."""
    request.session["books"] = [*request.session.get("books", []), title]
    return HttpResponse(f"{title} is on your list.")


def logged_in(lab, browser):
    """Log Ann in and return the browser."""
    browser.log_in(lab.user("ann", password=PASSWORD))
    return browser


def expect_card(when, browser, attempt, status):
    """Expect that the card can be renewed, or not."""
    expect(f"The status of renew_card {when}", browser.post(attempt.renew_card).status).to_be(status)


@exercise.check()
def the_password_opens_renewing(lab, attempt):
    """The card can be renewed after the password is given, and not before."""
    ann = logged_in(lab, lab.browser())

    expect_card("before the password", ann, attempt, 403)

    answer = ann.post(attempt.confirm, password=PASSWORD)

    expect("The status for the right password", answer.status).to_be(200)
    expect_card("after the password", ann, attempt, 200)


@exercise.check()
def a_wrong_password_confirms_nothing(lab, attempt):
    """A wrong password confirms nothing."""
    ann = logged_in(lab, lab.browser())
    answer = ann.post(attempt.confirm, password="a guess")

    expect("The status for a wrong password", answer.status).to_be(403)
    expect_card("after a wrong password", ann, attempt, 403)


@exercise.check()
def it_is_over_after_five_minutes(lab, attempt):
    """After five minutes a confirmation does not count any more."""
    ann = logged_in(lab, lab.browser())
    ann.post(attempt.confirm, password=PASSWORD)
    lab.later(minutes=5, seconds=1)

    expect_card("after 5 minutes 1 second", ann, attempt, 403)


@exercise.check()
def being_busy_does_not_prolong_it(lab, attempt):
    """What the visitor does meanwhile does not make it longer."""
    ann = logged_in(lab, lab.browser())
    ann.post(attempt.confirm, password=PASSWORD)
    for minute in (1, 2, 3, 4):
        lab.later(minutes=1)
        ann.post(keep, f"Volume {minute}")

        expect_card(f"in minute {minute}", ann, attempt, 200)

    lab.later(minutes=1, seconds=1)

    expect_card("after 5 busy minutes 1 second", ann, attempt, 403)


@exercise.check()
def the_session_goes_on(lab, attempt):
    """When the five minutes are over, the visitor is still logged in and has the list."""
    ann = logged_in(lab, lab.browser())
    ann.post(keep, "Dune")
    ann.post(attempt.confirm, password=PASSWORD)
    lab.later(minutes=6)

    expect("The user after 6 minutes", ann.get(who_is_logged_in).text).to_be("ann")
    expect("The list after 6 minutes", ann.session.get("books")).to_be(["Dune"])


@exercise.check()
def over_is_over(lab, attempt):
    """When the five minutes are over they stay over, a day later too."""
    ann = logged_in(lab, lab.browser())
    ann.post(attempt.confirm, password=PASSWORD)
    lab.later(days=1, seconds=10)

    expect_card("after a day and 10 seconds", ann, attempt, 403)


@exercise.check()
def it_can_be_given_again(lab, attempt):
    """The password, given again, counts for five full minutes."""
    ann = logged_in(lab, lab.browser())
    ann.post(attempt.confirm, password=PASSWORD)
    lab.later(minutes=6)
    ann.post(attempt.confirm, password=PASSWORD)
    lab.later(minutes=4, seconds=59)

    expect_card("4:59 minutes after the second confirmation", ann, attempt, 200)


@exercise.check()
def it_counts_only_where_it_was_given(lab, attempt):
    """A confirmation counts only in the session in which it was given."""
    ann, ben = lab.user("ann", password=PASSWORD), lab.user("ben", password=PASSWORD)
    laptop, phone = lab.browser("Ann's laptop"), lab.browser("Ann's phone")
    laptop.log_in(ann)
    phone.log_in(ann)
    laptop.post(attempt.confirm, password=PASSWORD)

    expect_card("on the phone", phone, attempt, 403)

    laptop.log_out()
    laptop.log_in(ben)

    expect_card("for Ben, after Ann has logged out", laptop, attempt, 403)
