"""Two tabs, two stamps."""

from __future__ import annotations

from itertools import count

from django.http import HttpResponse

from catalog.course.exercises import Exercise
from catalog.course.lab import expect

exercise = Exercise(
    title="Two tabs, two stamps",
    lesson="what-can-be-stored",
    story=(
        "Every right answer in the library's quiz is a stamp on your card, and ten stamps are a poster. Some "
        "visitors have the quiz open in two tabs and send both answers at the same moment."
    ),
    task=[
        "`stamp(request)` adds one stamp to the card of this visitor and shows how many there are. "
        "`card(request)` shows how many there are, `0` on a new card. `open_card(request)` is opened before both. "
        "It puts a random token into the session that says whose card it is; you may add to it.",
        "One form is one stamp, never none and never two: also when two tabs send theirs at once, on a new card "
        "too, and when two processes of the site answer them. Another page that saves the session meanwhile takes "
        "no stamp away and loses nothing. The stamps are there the next day.",
        "Keep the stamps where you like. `Card` is a model whose table the checks make; leave it there. `cache` "
        "(from `django.core.cache`) is one for all processes. The database is SQLite, where each transaction "
        "waits for the one before (`BEGIN IMMEDIATE`).",
    ],
    hints=[
        "A request has a copy of the session from its first look until the middleware saves all of it, after the "
        "view. What others store meanwhile is overwritten, and neither `save()` nor a lock in your view helps. The "
        "stamps have to leave the session; the token can stay.",
        "`card.stamps += 1` and `card.save()` are two steps, and another request fits in between. Let the "
        "database add, in one: `Card.objects.filter(token=token).update(stamps=F('stamps') + 1)`.",
        "A row has to be there to be updated, and both tabs may find none. `get_or_create(token=token)` takes the "
        "other tab's row if that was quicker, because `token` is unique.",
        "Two other ways: read and write inside of `transaction.atomic()` (with `select_for_update()`, if it is "
        "not SQLite), or `cache.add(token, 0, timeout=None)` and `cache.incr(token)`.",
    ],
    learned=(
        "The session is written as a whole, and the last one to save wins. What two requests may change at once "
        "belongs where it changes in one step: a row, with `F()` or in a transaction, or a cache server that "
        "increments, such as Redis."
    ),
)


@exercise.check()
def every_form_is_a_stamp(lab, attempt):
    """Every form is a stamp, and a new card has none."""
    ann = with_card(lab, attempt)

    expect("The number on a new card", ann.get(attempt.card).number).to_be(0)
    for stamps in (1, 2, 3):
        expect("The number that stamp shows", ann.post(attempt.stamp).number).to_be(stamps)
        expect("The number on the card", ann.get(attempt.card).number).to_be(stamps)


@exercise.check()
def each_visitor_has_a_card(lab, attempt):
    """Each visitor has a card of their own."""
    ann, ben = with_card(lab, attempt, stamps=2), with_card(lab, attempt)

    expect("The number on Ben's card", ben.get(attempt.card).number).to_be(0)
    expect("The number that stamp shows Ben", ben.post(attempt.stamp).number).to_be(1)
    expect("The number on Ann's card", ann.get(attempt.card).number).to_be(2)


@exercise.check()
def stamps_are_there_the_next_day(lab, attempt):
    """The stamps are there the next day."""
    ann = with_card(lab, attempt, stamps=2)
    lab.later(days=1)

    expect("The number on the card", ann.get(attempt.card).number).to_be(2)


@exercise.check()
def two_tabs_are_two_stamps(lab, attempt):
    """Two tabs at once are two stamps, in whichever order they read and write."""
    for ann in in_every_order(lab, attempt, attempt.stamp, attempt.stamp, stamps=1):
        expect("After 1 stamp and 2 at once, the number", ann.get(attempt.card).number).to_be(3)


@exercise.check()
def two_first_stamps_are_two(lab, attempt):
    """Two tabs at once are two stamps on a new card, too."""
    for ann in in_every_order(lab, attempt, attempt.stamp, attempt.stamp):
        expect("After 2 stamps at once, the number", ann.get(attempt.card).number).to_be(2)


@exercise.check()
def two_processes_are_two_stamps(lab, attempt):
    """Two tabs are two stamps when each is answered by another process of the site."""
    other = attempt.in_another_process()

    for ann in in_every_order(lab, attempt, attempt.stamp, other.stamp, stamps=1):
        expect("After 1 stamp and 2 at once, the number", ann.get(attempt.card).number).to_be(3)


@exercise.check()
def another_page_takes_no_stamp_away(lab, attempt):
    """Another page that saves the session at the same time takes no stamp away, and loses nothing."""
    for views in ((attempt.stamp, choose_color), (choose_color, attempt.stamp)):
        for ann in in_every_order(lab, attempt, *views):
            expect("The number of stamps", ann.get(attempt.card).number).to_be(1)
            expect("The color in the session", ann.session.get("color")).to_be("brass")


def with_card(lab, attempt, stamps=0, name=""):
    """Return the browser of a visitor who has a card. The first one finds no table of cards yet."""
    if not lab.answers:
        lab.create_table(attempt.Card)
    browser = lab.browser(name)
    browser.post(attempt.open_card)
    for _ in range(stamps):
        browser.post(attempt.stamp)
    return browser


def in_every_order(lab, attempt, first_view, second_view, stamps=0):
    """Send two forms of a visitor at once, in every order that there is. Yield the visitor after each time.

    The second overtakes the first when that has done nothing yet, one thing, two, and so on to the end.
    """
    for done in count():
        ann = with_card(lab, attempt, stamps, "Ann")
        lab.story.clear()  # all went well in the orders before this one
        first, second = ann.begin(first_view, method="POST"), ann.begin(second_view, method="POST")
        more = first.step(done)
        lab.note(f"The second overtook the first before: {first.waiting_to:.60}" if more else "The first was quicker.")
        second.go_on()
        first.finish()
        second.finish()
        yield ann
        if not more:
            break


def choose_color(request):
    """A page of the library that keeps something of its own in the session."""
    request.session["color"] = "brass"
    return HttpResponse("Brass.")
