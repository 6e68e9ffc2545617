"""Keep a dismissed notice away until its text changes."""

from __future__ import annotations

import json

from catalog.course.exercises import Exercise
from catalog.course.lab import expect, fail

exercise = Exercise(
    title="Dismiss a notice until its text changes",
    lesson="changing-and-deleting",
    story=(
        "A notice at the top of the page tells when the library is closed. Whoever has read it can dismiss it. When "
        "the librarian writes another notice, it has to be seen again."
    ),
    task=[
        "Write `show_notice(request, text)`. `text` is what the notice says now. The page is JSON: "
        '`{"notice": "Closed on Monday."}`, or `{"notice": null}` if this visitor has dismissed this text.',
        "Write `dismiss_notice(request, text)`. `text` is what the visitor has read and dismisses. Keep that in the "
        "session. It takes a POST; any other method gets status 405 and dismisses nothing. What it answers to a POST "
        "is up to you.",
        "The text that a visitor dismissed last stays away from this visitor, and every other text is shown, however "
        "small the difference. So if the librarian changes the notice and takes the change back, a dismissed notice "
        "stays away. If the visitor has dismissed another one in between, it is shown.",
        "Do not collect all texts that were ever dismissed: the session must not grow with every notice.",
    ],
    hints=[
        "That a notice was dismissed says too little. Which one was it?",
        "Keep the text itself, under one key, in the place of the one before. `show_notice` compares it with the text "
        "of now, and has nothing to store.",
        "Django's decorator for a view that takes nothing but a POST is `require_POST`, from "
        "`django.views.decorators.http`.",
        "In `dismiss_notice`: `request.session['dismissed'] = text`. In `show_notice`, the notice is away if "
        "`request.session.get('dismissed') == text`.",
    ],
    learned=(
        "Store what a decision was about, and not only that it was taken: then it ends by itself when things change, "
        "and nobody has to go through all sessions. Whatever changes something is a POST."
    ),
)

MONDAY, TUESDAY = "Closed on Monday.", "Closed on Tuesday."


@exercise.check()
def a_notice_is_shown(lab, attempt):
    """A notice is shown to whoever has dismissed none."""
    ann = lab.browser()

    expect("The page", ann.get(attempt.show_notice, MONDAY).json).to_be({"notice": MONDAY})


@exercise.check()
def a_dismissed_notice_stays_away(lab, attempt):
    """A notice that was dismissed stays away."""
    ann = lab.browser()

    ann.post(attempt.dismiss_notice, MONDAY)

    expect("The page", ann.get(attempt.show_notice, MONDAY).json).to_be({"notice": None})
    expect("The page, a page later,", ann.get(attempt.show_notice, MONDAY).json).to_be({"notice": None})


@exercise.check()
def other_visitors_still_see_it(lab, attempt):
    """A notice that one visitor has dismissed is shown to all others."""
    ann, ben = lab.browser(), lab.browser()

    ann.post(attempt.dismiss_notice, MONDAY)

    expect("Ben's page", ben.get(attempt.show_notice, MONDAY).json).to_be({"notice": MONDAY})


@exercise.check()
def it_is_kept_in_the_session(lab, attempt):
    """What was dismissed is kept in the session."""
    ann = lab.browser()

    ann.post(attempt.dismiss_notice, MONDAY)

    if not ann.session:
        fail("The session should have something in it, and is empty.")


@exercise.check()
def another_text_is_shown(lab, attempt):
    """When the text changes, the notice is shown again."""
    ann = lab.browser()
    ann.post(attempt.dismiss_notice, MONDAY)

    expect("The page", ann.get(attempt.show_notice, TUESDAY).json).to_be({"notice": TUESDAY})


@exercise.check()
def the_smallest_change_counts(lab, attempt):
    """A text that differs in one letter is another text."""
    ann = lab.browser()
    ann.post(attempt.dismiss_notice, "Closed from March 2 to March 3.")
    changed = "Closed from March 2 to March 8."

    expect("The page", ann.get(attempt.show_notice, changed).json).to_be({"notice": changed})


@exercise.check()
def the_next_notice_can_be_dismissed_too(lab, attempt):
    """The next notice can be dismissed like the first."""
    ann = lab.browser()
    ann.post(attempt.dismiss_notice, MONDAY)

    ann.post(attempt.dismiss_notice, TUESDAY)

    expect("The page", ann.get(attempt.show_notice, TUESDAY).json).to_be({"notice": None})


@exercise.check()
def a_change_that_is_taken_back_changes_nothing(lab, attempt):
    """The text that was dismissed last stays away, also after another one was shown."""
    ann = lab.browser()
    ann.post(attempt.dismiss_notice, MONDAY)

    ann.get(attempt.show_notice, TUESDAY)

    expect("The page", ann.get(attempt.show_notice, MONDAY).json).to_be({"notice": None})


@exercise.check()
def only_the_text_dismissed_last_stays_away(lab, attempt):
    """A text that was dismissed is shown again once another one was dismissed."""
    ann = lab.browser()

    ann.post(attempt.dismiss_notice, MONDAY)
    ann.post(attempt.dismiss_notice, TUESDAY)

    expect("The page", ann.get(attempt.show_notice, MONDAY).json).to_be({"notice": MONDAY})


@exercise.check()
def the_session_does_not_grow(lab, attempt):
    """The session does not grow with every notice."""
    ann = lab.browser()
    ann.post(attempt.dismiss_notice, "Closed on March 1.")
    first = len(json.dumps(ann.session))

    for day in range(2, 10):
        ann.post(attempt.dismiss_notice, f"Closed on March {day}.")

    last = len(json.dumps(ann.session))
    if last > 2 * first:
        fail(f"The session has {first} characters after 1 notice, and {last} after 9. It should not grow.")


@exercise.check()
def only_a_post_dismisses(lab, attempt):
    """Only a POST dismisses a notice: a GET gets status 405, and the notice is still shown."""
    ann = lab.browser()

    expect("The status for a GET", ann.get(attempt.dismiss_notice, MONDAY).status).to_be(405)
    expect("The page", ann.get(attempt.show_notice, MONDAY).json).to_be({"notice": MONDAY})
