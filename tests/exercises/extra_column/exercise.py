"""An engine with one more column."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.utils import timezone

from catalog.course.exercises import Exercise
from catalog.course.lab import expect, fail

exercise = Exercise(
    title="An engine with one more column",
    lesson="what-can-be-stored",
    story=(
        "A reader lost a phone, and asks the library to end every session of her account. Django's table does not say "
        "whose a session is: that is inside of the stored text. The library wants it in a column."
    ),
    task=[
        "Your file is a session engine. The checks make its table and name it in `SESSION_ENGINE`. Give "
        "`VisitorSession` a column `account_id`, a whole number: that of the account that is logged in, or `None` "
        "(NULL) if nobody is. Let `row.get_decoded()` give what is in the session.",
        "Let `SessionStore`, which is Django's engine `db` in all else, keep its sessions in that table and fill "
        "the column whenever it saves, with `save()` or with `asave()`. `clearsessions` removes the expired rows.",
        "`sessions_of(user)` returns the keys of the sessions in which that user is logged in, without those that "
        "have expired. A user may have several.",
        "`app_label` says which app a model belongs to. A model in the `models.py` of an app does not need it; "
        "this file is in no app, so leave it as it is.",
    ],
    hints=[
        "The base classes leave a gap for each thing that is yours: `SessionStore.get_model_class()` (a class method) "
        "returns the model, and the model's `get_session_store_class()` (another one) returns the store.",
        "`create_model_instance(data)` makes the row that is saved. Let `super()` make it, set the column, and return "
        "it. `data` is the session as a dictionary.",
        "Who is logged in is in the session under `_auth_user_id`, as text. `SESSION_KEY` in `django.contrib.auth` "
        "is the name of that key. It is missing if nobody is logged in: use `get()`.",
        "`asave()` asks `acreate_model_instance(data)`, an `async def` that you await, for its row. For "
        "`sessions_of`, filter by `account_id=user.pk` and `expire_date__gt=timezone.now()`.",
    ],
    learned=(
        "An engine is a class with gaps to fill. With a column of its own, what is inside of the stored text can be "
        "asked for with a query: whose sessions these are, and how to end them."
    ),
)


@exercise.check(engine="my_attempt")
def sessions_are_kept_in_your_table(lab, attempt):
    """A session works as ever, and its row is in your table."""
    lab.create_table(attempt.VisitorSession)
    ann = lab.browser()
    ann.post(choose_color)

    expect("The color on the next page", ann.get(show_color).text).to_be("brass")
    expect("The number of rows in your table", attempt.VisitorSession.objects.count()).to_be(1)
    ann.post(leave)
    expect("The number of rows after flush()", attempt.VisitorSession.objects.count()).to_be(0)


@exercise.check(engine="my_attempt")
def nobody_is_in_the_column_before_a_log_in(lab, attempt):
    """The column is empty as long as nobody is logged in."""
    lab.create_table(attempt.VisitorSession)
    ann = lab.browser()
    ann.post(choose_color)

    expect("account_id", account_of(ann, attempt)).to_be(None)


@exercise.check(engine="my_attempt")
def a_log_in_fills_the_column(lab, attempt):
    """A log-in puts the number of the account into the column, and later visits leave it there."""
    lab.create_table(attempt.VisitorSession)
    ann, account = lab.browser(), lab.user("ann")
    ann.post(choose_color)
    ann.log_in(account)

    expect("account_id", account_of(ann, attempt)).to_be(account.pk)
    expect("The color from before", ann.get(show_color).text).to_be("brass")
    ann.post(choose_color)
    expect("account_id after another visit", account_of(ann, attempt)).to_be(account.pk)


@exercise.check(engine="my_attempt")
def a_row_can_be_decoded(lab, attempt):
    """A row can decode what is stored in it."""
    lab.create_table(attempt.VisitorSession)
    ann = lab.browser()
    ann.post(choose_color)

    try:
        decoded = row_of(ann, attempt).get_decoded()
    except NotImplementedError:
        fail("get_decoded() asks the model for get_session_store_class(), and the model does not have it yet.")
    expect("get_decoded()", decoded).to_be({"color": "brass"})


@exercise.check(engine="my_attempt")
def a_session_expires_when_it_should(lab, attempt):
    """A session ends at the time that `set_expiry()` says, and `clearsessions` removes its row then."""
    lab.create_table(attempt.VisitorSession)
    ann = lab.browser()
    ann.post(stay_a_day)

    expect("expire_date", row_of(ann, attempt).expire_date - timezone.now()).to_be(timedelta(days=1))
    lab.later(days=1, seconds=1)
    attempt.SessionStore.clear_expired()  # what the command clearsessions calls
    expect("The number of rows after clearsessions", attempt.VisitorSession.objects.count()).to_be(0)


@exercise.check(engine="my_attempt")
def the_sessions_of_a_user_are_found(lab, attempt):
    """All sessions of a user are found, and nobody else's."""
    lab.create_table(attempt.VisitorSession)
    account, other = lab.user("ann"), lab.user("ben")
    laptop, phone, ben = lab.browser("Ann's laptop"), lab.browser("Ann's phone"), lab.browser("Ben")
    for browser, user in ((laptop, account), (phone, account), (ben, other)):
        browser.log_in(user)
    found = list(attempt.sessions_of(account))

    if not all(isinstance(key, str) for key in found):
        fail("sessions_of should return keys, which are texts, and returns something else.")
    names = [browser.name for browser in (laptop, phone, ben) if browser.key in found]
    expect("The browsers whose sessions are found", names).to_be(["Ann's laptop", "Ann's phone"])


@exercise.check(engine="my_attempt")
def expired_sessions_are_not_found(lab, attempt):
    """The sessions that have expired are not found."""
    lab.create_table(attempt.VisitorSession)
    ann, account = lab.browser(), lab.user("ann")
    ann.log_in(account)
    lab.later(days=15)

    expect("The number of sessions that are found", len(list(attempt.sessions_of(account)))).to_be(0)


@exercise.check(engine="my_attempt")
def an_asynchronous_save_fills_the_column(lab, attempt):
    """`asave()` fills the column too."""
    lab.create_table(attempt.VisitorSession)
    ann, account = lab.browser(), lab.user("ann")

    async def save_early(request):
        await request.session.aset("_auth_user_id", str(account.pk))  # what a log-in puts there
        await request.session.asave()
        row = await attempt.VisitorSession.objects.aget(pk=request.session.session_key)
        return HttpResponse(str(row.account_id))

    expect("account_id after asave()", ann.post(save_early).text).to_be(str(account.pk))


def row_of(browser, attempt):
    """Return the row of a browser's session."""
    row = attempt.VisitorSession.objects.filter(pk=browser.key).first()
    expect(f"The row of {browser.name} in your table", row).to_be_there()
    return row


def account_of(browser, attempt):
    """Return what the row of a browser's session has in the column."""
    row = row_of(browser, attempt)
    if not hasattr(row, "account_id"):
        fail("VisitorSession should have a column account_id, and has none.")
    return row.account_id


def choose_color(request):
    """Keep something in the session."""
    request.session["color"] = "brass"
    return HttpResponse("Chosen.")


def show_color(request):
    """Show it."""
    return HttpResponse(request.session.get("color", "none"))


def stay_a_day(request):
    """Let the session end in a day."""
    request.session.set_expiry(timedelta(days=1))
    return HttpResponse("Until tomorrow.")


def leave(request):
    """End the session."""
    request.session.flush()
    return HttpResponse("Bye.")
