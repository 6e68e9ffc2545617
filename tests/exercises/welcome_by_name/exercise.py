"""Greet visitors by the name they told."""

from __future__ import annotations

from catalog.course.exercises import Exercise
from catalog.course.lab import expect, fail

exercise = Exercise(
    title="Greet visitors by name",
    lesson="what-a-session-is",
    story=(
        "The library says hello to everybody alike. From now on, whoever has told it a name is to be greeted by that "
        "name, and whoever has told none is to be left alone."
    ),
    task=[
        "Write `tell_name(request)`. A form sends it a POST with the field `name`. Keep the name in the session. What "
        "the view answers is up to you.",
        "Write `welcome(request)`. Its page says `Hello, Ada.` to a visitor who told the name Ada, and "
        "`Hello, stranger.` to one who told none. The name told last counts.",
        "Each visitor is greeted by their own name, and whoever deletes the cookies of the browser is a stranger "
        "again. Opening the page brings a stranger no cookie, and puts nothing into the store.",
    ],
    hints=[
        "`request.session` is there in every view. It works like a dictionary, and what you put into it on one page "
        "you find again on the next. The field of the form is `request.POST['name']`.",
        "A session begins when something is stored. `request.session.get(key, default)` stores nothing, and gives the "
        "default where there is no such key.",
        "In `tell_name`: `request.session['name'] = request.POST['name']`. In `welcome`, read it back with the default "
        "`'stranger'`.",
    ],
    learned=(
        "What you put into the session of a visitor is there on the visitor's next page, and on nobody else's. "
        "A session begins when something is stored: reading with `get()` makes no row and no cookie."
    ),
)


@exercise.check()
def whoever_told_a_name_is_greeted_by_it(lab, attempt):
    """Whoever has told a name is greeted by it."""
    ann = lab.browser()

    ann.post(attempt.tell_name, name="Ada")

    expect("The page", ann.get(attempt.welcome).text).to_contain("Hello, Ada.")


@exercise.check()
def whoever_told_none_is_a_stranger(lab, attempt):
    """Whoever has told no name is greeted as a stranger."""
    ann = lab.browser()

    expect("The page", ann.get(attempt.welcome).text).to_contain("Hello, stranger.")


@exercise.check()
def without_cookies_you_are_a_stranger_again(lab, attempt):
    """Whoever deletes the cookies is a stranger again."""
    ann = lab.browser()
    ann.post(attempt.tell_name, name="Ada")

    ann.forget_cookies()

    expect("The page", ann.get(attempt.welcome).text).to_contain("Hello, stranger.")


@exercise.check()
def two_visitors_are_not_mixed_up(lab, attempt):
    """Each visitor is greeted by their own name."""
    ann, ben = lab.browser(), lab.browser()
    ann.post(attempt.tell_name, name="Ada")
    ben.post(attempt.tell_name, name="Benedict")

    expect("Ann's page", ann.get(attempt.welcome).text).to_contain("Hello, Ada.")
    expect("Ben's page", ben.get(attempt.welcome).text).to_contain("Hello, Benedict.")


@exercise.check()
def the_name_told_last_counts(lab, attempt):
    """The name told last counts."""
    ann = lab.browser()
    ann.post(attempt.tell_name, name="Ada")

    ann.post(attempt.tell_name, name="Augusta")

    expect("The page", ann.get(attempt.welcome).text).to_contain("Hello, Augusta.")


@exercise.check()
def a_stranger_gets_no_session(lab, attempt):
    """Opening the page brings a stranger no cookie, and puts nothing into the store."""
    ann = lab.browser()

    ann.get(attempt.welcome)

    expect("A stranger's cookie", [cookie.name for cookie in ann.cookies]).to_be_nothing()
    expect("The number of rows in the store", len(lab.store.rows())).to_be(0)


@exercise.check()
def the_name_is_kept_in_the_session(lab, attempt):
    """The name is kept in the session."""
    ann = lab.browser()

    ann.post(attempt.tell_name, name="Ada")

    if "Ada" not in str(ann.session):
        fail(f'The session should have "Ada" in it, and is {ann.session}.')
