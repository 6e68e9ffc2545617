"""Cache what all visitors share, and never the page that belongs to one of them."""

from __future__ import annotations

from catalog.course.exercises import Exercise
from catalog.course.lab import expect, fail

exercise = Exercise(
    title="A page for one visitor only",
    lesson="expiry-and-cookies",
    story=(
        "Every visitor has a page with the reading list, and above it the book that is borrowed most. To count that "
        "takes long, so somebody put `@cache_page(60)` on the view. Since then the page is fast, and visitors see the "
        "reading lists of strangers."
    ),
    task=[
        "`add_book(request, title)` and `most_borrowed()` are finished. Repair `my_page(request)`. It answers as JSON: "
        "under `books` the list of the visitor who asks, under `most_borrowed` what `most_borrowed()` has returned.",
        "The list is always the visitor's own, and as it is now: a book that was just added is on the page the next "
        "time it is opened.",
        "Caches between the library and the browser must not keep the page for others either. Every answer says so in "
        "its header `Cache-Control`, with `private` or `no-store`.",
        "The book borrowed most is still counted once a minute at most, for all visitors together: within 60 seconds "
        "of a count everybody gets the same one, and after that a new one.",
    ],
    hints=[
        "`cache_page` stands close around the view, and keeps its answer before the session's middleware adds "
        "`Vary: Cookie` to it. So it knows of one page for this address, and gives that to everybody.",
        "A decorator above `cache_page` comes too late as well: it changes what leaves, and not what was kept. Take "
        "`cache_page` away, and cache no page at all.",
        "What is the same for everybody can be kept by itself: "
        "`django.core.cache.cache.get_or_set(key, function, seconds)` calls the function only if nothing is kept.",
        '`cache.get_or_set("most_borrowed", most_borrowed, 60)` for the count, and `@never_cache` or '
        "`@cache_control(private=True)` from `django.views.decorators.cache` above the view for the header.",
    ],
    learned=(
        "A page that reads the session belongs to one visitor: cache the expensive part that all share, and send the "
        "page with `private` or `no-store`. `cache_page` does not see the session's `Vary: Cookie`."
    ),
)


@exercise.check()
def each_visitor_sees_their_own_list(lab, attempt):
    """Each visitor sees their own list."""
    ann, ben, cleo = lab.browser(), lab.browser(), lab.browser()
    ann.post(attempt.add_book, "Dune")
    ben.post(attempt.add_book, "Ivanhoe")

    expect("Ann's list", ann.get(attempt.my_page).json.get("books")).to_be(["Dune"])
    expect("Ben's list", ben.get(attempt.my_page).json.get("books")).to_be(["Ivanhoe"])
    expect("The list of Cleo, who has added nothing", cleo.get(attempt.my_page).json.get("books")).to_be([])


@exercise.check()
def a_new_book_is_there_at_once(lab, attempt):
    """A book that was just added is on the page the next time it is opened."""
    ann = lab.browser()
    ann.post(attempt.add_book, "Dune")
    ann.get(attempt.my_page)
    ann.post(attempt.add_book, "Emma")

    expect("Ann's list", ann.get(attempt.my_page).json.get("books")).to_be(["Dune", "Emma"])


@exercise.check()
def no_shared_cache_may_keep_it(lab, attempt):
    """Every answer has private or no-store in Cache-Control."""
    ann, ben = lab.browser(), lab.browser()
    ann.post(attempt.add_book, "Dune")

    for answer in (ann.get(attempt.my_page), ann.get(attempt.my_page), ben.get(attempt.my_page)):
        header = answer.response.headers.get("Cache-Control", "")
        if not {"private", "no-store"} & {directive.strip().lower() for directive in header.split(",")}:
            fail(f'Cache-Control should contain private or no-store, and is "{header}".')


@exercise.check()
def the_count_is_shared_for_a_minute(lab, attempt):
    """Within a minute of a count, all visitors get the same one."""
    ann, ben = lab.browser(), lab.browser()
    first = ann.get(attempt.my_page).json.get("most_borrowed")

    expect("The book that is borrowed most", first).to_be_there()

    lab.later(seconds=30)

    expect("What Ann sees 30 seconds later", ann.get(attempt.my_page).json.get("most_borrowed")).to_be(first)

    lab.later(seconds=29)

    expect("What Ben sees 59 seconds later", ben.get(attempt.my_page).json.get("most_borrowed")).to_be(first)


@exercise.check()
def after_a_minute_it_is_counted_anew(lab, attempt):
    """After a minute, there is a new count."""
    ann = lab.browser()
    first = ann.get(attempt.my_page).json.get("most_borrowed")
    lab.later(seconds=61)

    expect("What Ann sees 61 seconds later", ann.get(attempt.my_page).json.get("most_borrowed")).not_to_be(first)
