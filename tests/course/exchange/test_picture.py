"""The picture of an exchange, drawn from its findings: nothing that happened is missing, and red is for faults."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory

from catalog.course.exchange.picture import picture
from catalog.course.exchange.result import Result
from catalog.course.exchange.run import run
from tests.course.exchange.truth.running import run_cell
from tests.course.exchange.truth.states import STATES
from tests.course.exchange.truth.test_truth import WITNESSES

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn(use_engine, settings):
    """A function that runs one cell of the truth table, and returns the result as a page draws it."""

    def draw(name: str, state: str = "with data", engine: str = "db") -> BeautifulSoup:
        use_engine(engine)
        settings.SESSION_SAVE_EVERY_REQUEST = STATES[state][2]
        result = Result(run_cell(name, state, engine)[0].exchange)
        return BeautifulSoup(render_to_string("course/exchange/result.html", {"result": result}), "html.parser")

    return draw


def post() -> HttpRequest:
    """Return a request of a visitor without a cookie."""
    return RequestFactory().post("/")


def words(element) -> str:
    """Return the text of an element, with single spaces."""
    return " ".join(element.get_text(" ").split())


@pytest.mark.parametrize(
    ("finding", "place", "text"),
    [
        ("began", ".before", "no cookie"),
        ("began", ".store", "1 entry made INSERT"),
        ("moved", ".store", "made INSERT, UPDATE"),
        ("moved", ".store", "deleted DELETE"),
        ("moved", ".after", "the old one is replaced"),
        ("forked", ".store", "9 entries kept"),
        ("ended", ".store", "deleted DELETE"),
        ("ended", ".wire.out", "Set-Cookie 200 Max-Age=0"),
        ("ended", ".after", "no cookie dropped"),
        ("row_deleted", ".after", "opens nothing now"),
        ("cookie_dropped", ".store", "9 entries kept"),
        ("dead_key", ".before", "opens nothing"),
        ("dead_key", ".store", "expired kept"),
        ("saved", ".fall.carries", "saved"),
        ("saved", ".store", "9 entries written UPDATE"),
        ("saved", ".wire.out.carries", "Set-Cookie 200 until"),
        ("renewed", ".fall.carries", "saved the same contents"),
        ("not_noticed", ".fall.cut", "not saved in memory ≠ stored"),
        ("not_noticed", ".gate.out .wrong", "not modified"),
        ("not_saved_status", ".gate.out .wrong", "status 500"),
        ("not_saved_status", ".view", "raised RuntimeError"),
        ("not_saved_empty", ".gate.out", "empty, and no cookie came in : saves nothing"),
        ("stored_differently", ".view", "(3, 4) tuple"),
        ("stored_differently", ".store", "point [3, 4]"),
        ("store_failed", ".gate.out .wrong", "the store refused"),
        ("cookie_too_large", ".wire.out.cut", "4,163 bytes: refused, over 4,096"),
        ("still_opens", ".store", "a cookie carries all"),
        ("orphaned", ".store", "made, for nobody"),
        ("only_read", ".fall.idle", "nothing to save"),
        ("only_read", ".wire.out.idle", "no Set-Cookie 200"),
        ("not_touched", ".lamps", "not accessed not modified"),
    ],
)
def test_a_finding_is_in_the_picture(drawn, finding, place, text):
    page = drawn(*WITNESSES[finding])

    assert text in words(page.select_one(f".trip {place}"))


@pytest.mark.parametrize(
    "finding", ["began", "moved", "ended", "saved", "renewed", "only_read", "not_touched", "forked"]
)
def test_red_is_for_what_went_wrong(drawn, finding):
    assert not drawn(*WITNESSES[finding]).select(".trip :is(.wrong, .cut)")


def test_only_what_changed_is_opened_and_the_rest_is_counted(drawn):
    page = drawn("count_visit")

    assert words(page.select_one(".lines")) == "changed num_visits 3 → became 4 int 8 entries unchanged"


def test_of_many_changes_the_first_are_opened(drawn):
    lines = drawn("log_out", "course log-in").select(".view .lines > li")

    assert [words(line) for line in lines][-1].startswith("and ")
    assert len(lines) == 6  # the session key, four changes, and how many more


def test_a_long_value_is_cut_in_the_picture_and_whole_behind_it(drawn):
    page = drawn("store_long_text", "stranger")

    assert len(words(page.select_one(".lines .now"))) < 40
    whole = page.select_one("details.whole-value .raw").get_text()
    assert whole.count("Call me Ishmael.") == 300


def test_a_session_of_100_000_characters_makes_no_picture_longer(use_engine):
    def fill(request):
        request.session["long"] = "x" * 100_000
        request.session["many"] = {str(number): "y" * 1_000 for number in range(500)}
        return HttpResponse("z" * 100_000)

    use_engine("db")
    page = render_to_string("course/exchange/result.html", {"result": Result(run(fill, post()).exchange)})

    shown = BeautifulSoup(page, "html.parser")
    for closed in shown.select("details"):
        closed.decompose()
    assert len(words(shown)) < 1_000


def test_a_streamed_answer_that_breaks_shows_what_was_sent_before(use_engine):
    def parts():
        yield "the beginning"
        raise RuntimeError("it broke")

    use_engine("db")
    ran = run(lambda request: StreamingHttpResponse(parts()), post(), name="stream")

    assert (ran.exchange.result, str(ran.raised)) == ("the beginning", "it broke")


def test_what_differs_looks_different(drawn):
    tuples, numbers = drawn("store_tuple", "stranger"), drawn("store_integer_key", "stranger")

    assert [words(cell) for cell in tuples.select(".three tbody td")][1:] == ["(3, 4) tuple", "[3, 4]"]
    assert words(numbers.select_one(".three th[scope=row]")).startswith("7 added")


@pytest.mark.parametrize("engine", ["cache", "cached_db"])
def test_a_cache_keeps_a_tuple_and_the_picture_says_so(drawn, engine):
    page = drawn("store_tuple", "stranger", engine)

    assert [words(cell) for cell in page.select(".three tbody td")][1:] == ["(3, 4) tuple", "(3, 4) tuple"]
    assert "in memory ≠ stored" not in words(page)


def test_an_unreadable_row_says_that_it_is_one_and_why(drawn):
    page = drawn("recognize", "unreadable")

    assert "unreadable kept" in words(page.select_one(".store"))
    assert "It cannot be read: its signature is invalid" in words(page)


@pytest.mark.parametrize("finding", WITNESSES)
def test_the_picture_shows_no_whole_session_key(use_engine, settings, finding):
    name, state, engine = WITNESSES[finding]
    use_engine(engine)
    settings.SESSION_SAVE_EVERY_REQUEST = STATES[state][2]
    exchange = run_cell(name, state, engine)[0].exchange

    drawn = str(picture(exchange))

    for key in filter(None, [exchange.cookie_in, exchange.key_after]):
        assert len(key) <= 7 or key not in drawn
