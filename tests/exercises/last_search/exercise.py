"""Remember the last search, and leave the rest of the session alone."""

from __future__ import annotations

from django.http import HttpResponse

from catalog.course.exercises import Exercise
from catalog.course.lab import expect, fail

exercise = Exercise(
    title="Remember the last search",
    lesson="storing-and-reading",
    story=(
        "You look for a book, open three of the results, and come back to an empty search box. The library is to "
        "remember what you looked for. Other pages keep things of theirs in the same session: your color, your "
        "reading list, your log-in."
    ),
    task=[
        "Write `search(request)`. What is looked for comes in the address, as `?q=dune`. The page is JSON: "
        '`{"search": "dune"}`. Keep the search in the session, in the place of the one before.',
        "If `q` is missing, empty or nothing but spaces, the page shows the last search again. To whoever has never "
        'searched it shows `{"search": ""}`.',
        "Write `forget_search(request)`. It is sent a POST, takes the search out of the session, and leaves no trace "
        "of it. To forget when nothing was searched does no harm. What it answers is up to you.",
        "Neither of the two views changes anything else: not the other entries of the session, and not its key. An "
        "address may carry more than `q`, and nothing of that is stored.",
    ],
    hints=[
        "`request.GET.get('q', '')` gives the text behind `?q=`, or an empty text if there is none. Store it under one "
        "key of the session, and under this key alone.",
        "Assigning to a key of `request.session` changes one entry. `clear()`, `flush()`, `create()` and assigning to "
        "`request.session` itself change, lose or replace all of them.",
        "`request.GET.get('q', '').strip()` is false for all that counts as empty. Store it if it is true, and show "
        "what the session has afterwards.",
        "`request.session.pop('last_search', None)` takes out one entry. With the default it raises nothing if there "
        "is none, as `del` would.",
    ],
    learned=(
        "All pages of a site share the session of a visitor. Change the entry that is yours: assign to its key, and "
        "take it out with `pop(key, None)`. The rest belongs to others."
    ),
)


@exercise.check()
def the_page_shows_the_search(lab, attempt):
    """The page shows what was looked for."""
    ann = lab.browser()

    expect("The page", ann.get(attempt.search, q="dune").json).to_be({"search": "dune"})


@exercise.check()
def whoever_never_searched_sees_an_empty_search(lab, attempt):
    """Whoever has never searched sees an empty search."""
    ann = lab.browser()

    expect("The page", ann.get(attempt.search).json).to_be({"search": ""})


@exercise.check()
def an_empty_search_shows_the_last_one(lab, attempt):
    """If `q` is missing, empty or nothing but spaces, the page shows the last search again."""
    ann = lab.browser()
    ann.get(attempt.search, q="dune")

    expect("The page without q", ann.get(attempt.search).json).to_be({"search": "dune"})
    expect("The page with an empty q", ann.get(attempt.search, q="").json).to_be({"search": "dune"})
    expect("The page with spaces as q", ann.get(attempt.search, q="  ").json).to_be({"search": "dune"})
    expect("The page without q, once more,", ann.get(attempt.search).json).to_be({"search": "dune"})


@exercise.check()
def a_new_search_takes_the_place_of_the_last(lab, attempt):
    """A new search takes the place of the one before."""
    ann = lab.browser()
    ann.get(attempt.search, q="dune")

    ann.get(attempt.search, q="emma")

    expect("The page without q", ann.get(attempt.search).json).to_be({"search": "emma"})


@exercise.check()
def a_search_costs_no_other_entry(lab, attempt):
    """A search changes no other entry of the session."""
    ann = lab.browser()
    ann.log_in(lab.user("ann"))
    ann.post(choose_color, "plum")

    ann.get(attempt.search, q="dune")
    ann.get(attempt.search, q="emma")

    expect("The front page", ann.get(front_page).text).to_be("ann, in plum")


@exercise.check()
def nothing_else_of_the_address_is_stored(lab, attempt):
    """Nothing of the address is stored but `q`."""
    ann = lab.browser()
    ann.log_in(lab.user("ann"))
    ann.post(choose_color, "plum")

    ann.get(attempt.search, q="dune", color="brick")

    expect("The front page", ann.get(front_page).text).to_be("ann, in plum")


@exercise.check()
def forgetting_takes_the_search_out(lab, attempt):
    """After `forget_search` the page shows an empty search."""
    ann = lab.browser()
    ann.get(attempt.search, q="dune")

    ann.post(attempt.forget_search)

    expect("The page", ann.get(attempt.search).json).to_be({"search": ""})


@exercise.check()
def forgetting_costs_no_other_entry(lab, attempt):
    """`forget_search` takes out the search, and no other entry."""
    ann = lab.browser()
    ann.log_in(lab.user("ann"))
    ann.post(choose_color, "plum")
    ann.get(attempt.search, q="dune")

    ann.post(attempt.forget_search)

    expect("The front page", ann.get(front_page).text).to_be("ann, in plum")


@exercise.check()
def forgetting_leaves_no_trace(lab, attempt):
    """`forget_search` leaves the session as it was before the search."""
    ann = lab.browser()
    ann.post(choose_color, "plum")
    ann.get(attempt.search, q="dune")

    ann.post(attempt.forget_search)

    expect("The session", ann.session).to_be({"color": "plum"})


@exercise.check()
def forgetting_nothing_does_no_harm(lab, attempt):
    """To forget when nothing was searched does no harm."""
    ann = lab.browser()

    ann.post(attempt.forget_search)

    expect("The page", ann.get(attempt.search).json).to_be({"search": ""})


@exercise.check()
def the_key_of_the_session_stays(lab, attempt):
    """Neither view changes the key of the session."""
    ann = lab.browser()
    ann.post(choose_color, "plum")
    key = ann.key

    ann.get(attempt.search, q="dune")
    if ann.key != key:
        fail("After search, the session should have the key that it had before, and has another one.")

    ann.post(attempt.forget_search)
    if ann.key != key:
        fail("After forget_search, the session should have the key that it had before, and has another one.")


def front_page(request):
    """Show what other pages of the library have stored."""
    return HttpResponse(f"{request.user}, in {request.session.get('color')}")


def choose_color(request, color):
    """Keep a color, as another page of the library does."""
    request.session["color"] = color
    return HttpResponse("Your color is kept.")
