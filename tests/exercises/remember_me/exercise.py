"""Let a box on the log-in page say how long the session lives."""

from __future__ import annotations

from django.http import HttpResponse

from catalog.course.exercises import Exercise
from catalog.course.lab import expect

PASSWORD = "open sesame"

exercise = Exercise(
    title="Remember me",
    lesson="expiry-and-cookies",
    story=(
        "The log-in page has a box called Remember me. At home Ann checks it. At the computers of the library she does "
        "not, and closes the browser when she leaves. Whoever opens it again must not be taken for her."
    ),
    task=[
        "Complete `sign_in(request)`. It logs in already. The form has one more field: with the box checked it sends "
        "`remember` with the value `on`. With the box unchecked it does not send `remember` at all; that is how "
        "browsers do it.",
        "Without the box the session ends when the browser is closed. With it the session outlives the browser, and "
        "is over two weeks after the log-in, if nothing was stored in it since.",
        "Every log-in decides anew, whoever was logged in at this browser before, with the box or without it. What "
        "one visitor chooses holds until the next log-in, whatever the pages store in the session meanwhile, and "
        "changes nothing for other visitors.",
        "The settings are Django's own: `SESSION_COOKIE_AGE` is two weeks, and `SESSION_EXPIRE_AT_BROWSER_CLOSE` is "
        "`False`.",
    ],
    hints=[
        "`request.session.set_expiry(…)` sets how long this one session lives. It is stored in the session, so it "
        "holds until it is set again.",
        "It takes seconds or a `timedelta`. 0 means until the browser is closed, and `None` means what the settings "
        "say.",
        "Set it both with the box and without it: what an earlier log-in has set is still there otherwise.",
        "Call it after `login()`. If another user was logged in, `login()` empties the session, and an expiry that was "
        'set before goes with it: `request.session.set_expiry(None if request.POST.get("remember") else 0)`.',
    ],
    learned=(
        "`set_expiry()` belongs to one session and stays in it until it is set again or the session is emptied. So set "
        "it in every branch, after `login()`. A box that is not checked is not sent."
    ),
)


def who_is_logged_in(request):
    """Show the name of the user."""
    return HttpResponse(request.user.get_username() or "nobody")


def keep(request, title):
    """Put a book on the list."""
    request.session["books"] = [*request.session.get("books", []), title]
    return HttpResponse(f"{title} is on your list.")


def with_box(browser, attempt, name="ann"):
    """Log in, and have the box checked."""
    browser.post(attempt.sign_in, username=name, password=PASSWORD, remember="on")


def without_box(browser, attempt, name="ann"):
    """Log in, and leave the box as it is."""
    browser.post(attempt.sign_in, username=name, password=PASSWORD)


def expect_user(when, browser, name):
    """Expect who is logged in."""
    expect(f"The user {when}", browser.get(who_is_logged_in).text).to_be(name)


@exercise.check()
def without_the_box_it_ends_with_the_browser(lab, attempt):
    """Without the box, the session ends when the browser is closed."""
    lab.user("ann", password=PASSWORD)
    ann = lab.browser()
    without_box(ann, attempt)

    expect_user("after the log-in", ann, "ann")

    ann.restart()

    expect_user("after closing the browser", ann, "nobody")


@exercise.check()
def with_the_box_it_outlives_the_browser(lab, attempt):
    """With the box, the session is still there when the browser is opened again, 13 days later too."""
    lab.user("ann", password=PASSWORD)
    ann = lab.browser()
    with_box(ann, attempt)
    ann.restart()

    expect_user("after closing the browser", ann, "ann")

    lab.later(days=13)
    ann.restart()

    expect_user("after 13 days", ann, "ann")


@exercise.check()
def after_two_weeks_it_is_over(lab, attempt):
    """With the box, the session is over two weeks after the log-in."""
    lab.user("ann", password=PASSWORD)
    ann = lab.browser()
    with_box(ann, attempt)
    lab.later(days=14, seconds=1)

    expect_user("after two weeks and a second", ann, "nobody")


@exercise.check()
def a_later_log_in_without_the_box_forgets(lab, attempt):
    """A later log-in without the box ends with the browser, although the one before it had the box."""
    lab.user("ann", password=PASSWORD)
    ann = lab.browser()
    with_box(ann, attempt)
    without_box(ann, attempt)
    ann.restart()

    expect_user("after a log-in without the box and closing the browser", ann, "nobody")


@exercise.check()
def a_later_log_in_with_the_box_remembers(lab, attempt):
    """A later log-in with the box outlives the browser, although the one before it was without."""
    lab.user("ann", password=PASSWORD)
    ann = lab.browser()
    without_box(ann, attempt)
    with_box(ann, attempt)
    ann.restart()

    expect_user("after a log-in with the box and closing the browser", ann, "ann")


@exercise.check()
def it_holds_after_another_user_too(lab, attempt):
    """It is the same if another user was logged in at this browser."""
    lab.user("ann", password=PASSWORD)
    lab.user("ben", password=PASSWORD)
    shared = lab.browser("The shared browser")
    with_box(shared, attempt, "ann")
    without_box(shared, attempt, "ben")
    shared.restart()

    expect_user("after Ben, without the box, closed the browser", shared, "nobody")


@exercise.check()
def it_is_each_visitors_own_choice(lab, attempt):
    """One visitor's choice holds while pages store something, whatever another visitor chooses meanwhile."""
    lab.user("ann", password=PASSWORD)
    lab.user("ben", password=PASSWORD)
    ann, ben = lab.browser(), lab.browser()
    with_box(ann, attempt, "ann")
    without_box(ben, attempt, "ben")
    ann.post(keep, "Emma")
    ben.post(keep, "Ivanhoe")
    ann.restart()
    ben.restart()

    expect_user("after Ann, with the box, closed the browser", ann, "ann")
    expect_user("after Ben, without the box, closed the browser", ben, "nobody")
