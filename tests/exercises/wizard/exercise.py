"""Three pages, two tabs, and one library card."""

from __future__ import annotations

import re

from django.http import HttpResponse

from catalog.course.exercises import Exercise
from catalog.course.lab import expect, fail

exercise = Exercise(
    title="Three pages, one library card",
    lesson="when-is-it-saved",
    story=(
        "A library card takes three pages: name, address, and a look at both. Visitors reload, go back, and fill "
        "in cards for two children in two tabs. Until it is confirmed, a card is a draft in the session."
    ),
    task=[
        "`begin(request)` (POST) makes an empty draft with an id of letters, digits, `-` or `_`, and leads to "
        "`/card/<id>/name/`. A visitor can have many drafts.",
        '`fill_in(request, draft, field)` shows the draft of this id as JSON, as in `{"name": "Ann"}`. On POST it '
        "stores `request.POST[field]`, where `field` is `name` or `address`, and leads on, to "
        "`/card/<id>/address/` or `/card/<id>/confirm/`.",
        "`confirm(request, draft)` shows the draft too. On POST it calls `register(name, address)`, removes the "
        "draft and leads to `/card/done/`. If one of the two is missing it only leads to the page of the first "
        "that is, opened or sent.",
        "A draft that is done, unknown or another visitor's is a 404 on every page. No draft changes another one, "
        "nor anything else in the session. Leave `CARDS` and `register` as they are.",
    ],
    hints=[
        'One dictionary in the session, from the id of a draft to the draft, keeps them apart: `{"x7Qp": {"name": '
        '"Ann"}, "b2Lm": {}}`. `secrets.token_urlsafe(8)` makes an id.',
        "You change a dictionary in a dictionary in the session, and Django notices neither. Assign the outer one "
        "again, or say `request.session.modified = True`.",
        "A form sent twice calls `confirm` twice. The first call has to remove the draft, so the second finds "
        "none: `raise Http404`. Look for what is missing before you remove anything.",
        "Write one function for all: `find(request, draft)` returns the draft, or raises `Http404` if it is not "
        "among the drafts. `del drafts[draft]` removes one and no other.",
    ],
    learned=(
        "An id in the address and a dictionary in the session keep drafts apart, however many tabs are open. What is "
        "done once is removed as it is done, so a reload finds nothing to do again."
    ),
)


@exercise.check()
def a_draft_begins_empty(lab, attempt):
    """A new draft is empty, and begins on the page of the name."""
    ann = lab.browser()
    draft = begun(ann, attempt)

    expect("The new draft", draft_on(ann.get(attempt.fill_in, draft, "name"))).to_be({})


@exercise.check()
def what_is_sent_is_kept(lab, attempt):
    """What was sent is there when a page is opened, and when it is opened again."""
    ann = lab.browser()
    draft = begun(ann, attempt)

    sent = ann.post(attempt.fill_in, draft, "name", name="Ann")
    expect("The page after the name", sent.location).to_be(f"/card/{draft}/address/")
    sent = ann.post(attempt.fill_in, draft, "address", address="1 Elm Street")
    expect("The page after the address", sent.location).to_be(f"/card/{draft}/confirm/")

    whole = {"name": "Ann", "address": "1 Elm Street"}
    expect("The draft, opened,", draft_on(ann.get(attempt.confirm, draft))).to_be(whole)
    expect("The draft, opened again,", draft_on(ann.get(attempt.confirm, draft))).to_be(whole)
    expect("The number of cards so far", len(attempt.CARDS)).to_be(0)


@exercise.check()
def a_confirmed_draft_becomes_one_card(lab, attempt):
    """A draft that is confirmed becomes a card and is gone, so the same form sent again is answered with 404."""
    ann = lab.browser()
    draft = filled_in(ann, attempt, "Ann")

    sent, again = ann.post(attempt.confirm, draft), ann.post(attempt.confirm, draft)

    expect("The cards", attempt.CARDS).to_be([("Ann", "1 Elm Street")])
    expect("The page after that", sent.location).to_be("/card/done/")
    expect("The status of the form sent again", again.status).to_be(404)
    expect("The status of the page", ann.get(attempt.fill_in, draft, "name").status).to_be(404)


@exercise.check()
def one_can_go_back(lab, attempt):
    """Going back to change the name keeps the address."""
    ann = lab.browser()
    draft = filled_in(ann, attempt, "Ann")

    ann.get(attempt.fill_in, draft, "name")
    ann.post(attempt.fill_in, draft, "name", name="Anna")

    expect("The draft", draft_on(ann.get(attempt.confirm, draft))).to_be({"name": "Anna", "address": "1 Elm Street"})


@exercise.check()
def no_page_can_be_skipped(lab, attempt):
    """Who skips a page is led to it, and loses nothing."""
    ann = lab.browser()
    draft = begun(ann, attempt)

    expect("The way from an empty draft", ann.get(attempt.confirm, draft).location).to_be(f"/card/{draft}/name/")
    ann.post(attempt.fill_in, draft, "name", name="Ann")
    expect("The way, with a name,", ann.get(attempt.confirm, draft).location).to_be(f"/card/{draft}/address/")
    expect("The way, sent,", ann.post(attempt.confirm, draft).location).to_be(f"/card/{draft}/address/")
    expect("The cards", attempt.CARDS).to_be([])
    expect("The draft", draft_on(ann.get(attempt.fill_in, draft, "address"))).to_be({"name": "Ann"})


@exercise.check()
def the_rest_of_the_session_stays(lab, attempt):
    """Everything else in the session stays as it is."""
    ann = lab.browser()
    ann.post(choose_color)
    ann.post(attempt.confirm, filled_in(ann, attempt, "Ann"))

    expect("The color in the session", ann.session.get("color")).to_be("brass")


@exercise.check()
def two_tabs_have_a_draft_each(lab, attempt):
    """Drafts in two tabs do not get into each other's way."""
    ann = lab.browser()
    first, second = filled_in(ann, attempt, "Kim"), filled_in(ann, attempt, "Lee")

    expect("The name in the first tab", draft_on(ann.get(attempt.confirm, first))["name"]).to_be("Kim")
    ann.post(attempt.confirm, first)
    expect("The name in the second tab", draft_on(ann.get(attempt.confirm, second))["name"]).to_be("Lee")
    begun(ann, attempt)
    expect("The name in the second tab", draft_on(ann.get(attempt.confirm, second))["name"]).to_be("Lee")


@exercise.check()
def a_draft_is_the_visitors_own(lab, attempt):
    """The draft of another visitor is answered with 404."""
    ann, ben = lab.browser(), lab.browser()
    draft = filled_in(ann, attempt, "Ann")

    expect("The status of Ann's draft for Ben", ben.get(attempt.confirm, draft).status).to_be(404)


def begun(browser, attempt):
    """Begin a draft, and return its id."""
    sent = browser.post(attempt.begin)
    found = re.fullmatch(r"/card/([\w-]+)/name/", sent.location or "")
    if found is None:
        fail(f"begin should lead to /card/<id>/name/, and leads to {sent.location}.")
    return found[1]


def filled_in(browser, attempt, name):
    """Begin a draft and fill it in. Return its id."""
    draft = begun(browser, attempt)
    browser.post(attempt.fill_in, draft, "name", name=name)
    browser.post(attempt.fill_in, draft, "address", address="1 Elm Street")
    return draft


def draft_on(answer):
    """Return the draft that a page shows."""
    if answer.status != 200:
        fail(f"{answer.view.__name__} should show the draft when it is opened, and answers {answer.status}.")
    return answer.json


def choose_color(request):
    """A page of the library that keeps something of its own in the session."""
    request.session["color"] = "brass"
    return HttpResponse("Brass.")
