"""The jar of a browser, held against RFC 6265 and against Python's own jar."""

from __future__ import annotations

import email
from datetime import timedelta
from email.utils import format_datetime
from http.cookiejar import CookieJar
from http.cookies import SimpleCookie
from urllib.request import Request

import pytest
from django.http import HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from catalog.course.lab.clock import START, Clock, standing_clock
from catalog.course.lab.jar import LARGEST, Jar, KeptCookie


@pytest.fixture
def clock():
    with standing_clock() as clock:
        yield clock


def jar_after(*cookies: str, address: str = "/") -> Jar:
    """Return the jar of a browser that was sent these ``Set-Cookie`` headers, one after the other."""
    jar = Jar()
    for cookie in cookies:
        jar.take_from(SimpleCookie(cookie), address)
    return jar


def http_date(seconds: int) -> str:
    """Return the date that lies ``seconds`` after the start of a lab, as a header has it."""
    return format_datetime(START + timedelta(seconds=seconds), usegmt=True)


class TestTheEndOfACookie:
    @pytest.mark.parametrize(
        "attributes",
        [
            "Max-Age=60",
            f"Expires={http_date(60)}",
            f"Max-Age=60; Expires={http_date(5)}",
            f"Expires={http_date(5)}; Max-Age=60",
            f"Max-Age=soon; Expires={http_date(60)}",
        ],
    )
    def test_it_comes_at_exactly_its_second_and_max_age_is_stronger(self, clock, attributes):
        jar = jar_after(f"color=blue; {attributes}")

        clock.move(timedelta(seconds=59))
        assert jar.header("/") == "color=blue"
        assert jar.get("color").value == "blue"

        clock.move(timedelta(seconds=1))
        assert (jar.header("/"), jar.get("color"), list(jar)) == ("", None, [])

    @pytest.mark.parametrize("attributes", ["Max-Age=60", f"Expires={http_date(60)}"])
    def test_a_cookie_with_a_date_outlives_the_browser(self, clock, attributes):
        jar = jar_after(f"color=blue; {attributes}")

        jar.close()

        assert jar.header("/") == "color=blue"

    @pytest.mark.parametrize("attributes", ["", "Max-Age=soon", "Expires=tomorrow", "Max-Age=; Expires="])
    def test_a_cookie_without_a_date_lives_as_long_as_the_browser(self, clock, attributes):
        jar = jar_after(f"color=blue; {attributes}")
        clock.move(timedelta(days=3000))
        assert jar.header("/") == "color=blue"

        jar.close()

        assert list(jar) == []

    @pytest.mark.parametrize("attributes", ["Max-Age=0", "Max-Age=-1", f"Expires={http_date(0)}"])
    def test_a_date_that_is_over_deletes_the_cookie(self, clock, attributes):
        assert list(jar_after("color=blue", f"color=; {attributes}")) == []

    def test_it_is_deleted_in_djangos_way(self, clock):
        response = HttpResponse()
        response.delete_cookie("color")
        jar = jar_after("color=blue; Path=/")

        jar.take_from(response.cookies)

        assert list(jar) == []


class TestThePathOfACookie:
    @pytest.mark.parametrize(
        ("path", "address", "goes"),
        [
            ("/", "/catalog/", True),
            ("/catalog/", "/catalog/", True),
            ("/catalog", "/catalog/books/", True),
            ("/catalog", "/catalog", True),
            ("/catalog", "/catalogue/", False),
            ("/catalog/", "/catalog", False),
            ("/catalog/books/", "/catalog/", False),
        ],
    )
    def test_it_goes_to_addresses_below(self, path, address, goes):
        assert bool(jar_after(f"color=blue; Path={path}").header(address)) is goes

    @pytest.mark.parametrize("attributes", ["", "Path=", "Path=books"])
    @pytest.mark.parametrize(
        ("address", "path"), [("/catalog/books/", "/catalog/books"), ("/catalog", "/"), ("/", "/")]
    )
    def test_it_is_that_of_the_address_unless_there_is_another(self, attributes, address, path):
        assert jar_after(f"color=blue; {attributes}", address=address).get("color").path == path

    def test_a_cookie_of_another_path_is_another_cookie(self):
        jar = jar_after("color=blue; Path=/", "color=red; Path=/catalog/")

        assert jar.header("/") == "color=blue"
        assert jar.header("/catalog/") == "color=red; color=blue"
        assert jar.get("color").value == "blue"

    def test_what_is_deleted_under_another_path_stays(self):
        assert jar_after("color=blue; Path=/", "color=; Max-Age=0; Path=/catalog/").header("/catalog/") == "color=blue"


class TestWhatIsKept:
    def test_a_new_value_takes_the_place_of_the_old_one(self):
        jar = jar_after("color=blue", "size=3", "color=red")

        assert jar.header("/") == "color=red; size=3"

    def test_a_cookie_that_was_deleted_begins_anew(self):
        jar = jar_after("color=blue", "size=3", "color=; Max-Age=0", "color=red")

        assert jar.header("/") == "size=3; color=red"

    def test_the_attributes_are_kept(self):
        jar = jar_after("color=blue; HttpOnly; Secure; SameSite=Lax; Path=/catalog/")

        assert list(jar) == [
            KeptCookie("color", "blue", http_only=True, secure=True, same_site="Lax", path="/catalog/")
        ]

    @pytest.mark.parametrize(
        ("domain", "kept"),
        [
            ("testserver", True),
            (".testserver", True),
            ("TestServer", True),
            ("library.example", False),
            ("server", False),
        ],
    )
    def test_a_cookie_for_another_host_is_not(self, domain, kept):
        assert bool(list(jar_after(f"color=blue; Domain={domain}"))) is kept

    def test_a_cookie_that_is_too_large_is_not(self):
        largest = "x" * (LARGEST - len("color"))

        assert jar_after("color=blue", f"color={largest}").get("color").value == largest
        assert jar_after("color=blue", f"color={largest}x").get("color").value == "blue"

    def test_cleared_it_is_empty(self):
        jar = jar_after("color=blue", "size=3; Max-Age=60")

        jar.clear()

        assert list(jar) == []


names = st.sampled_from(["color", "size"])
values = st.sampled_from(["blue", "red", "3"])
paths = st.sampled_from(["/", "/catalog", "/catalog/", "/catalog/books/", "/sessions/"])
ages = st.integers(-5, 30)
ends = st.one_of(
    st.just(""),
    ages.map("; Max-Age={}".format),
    ages.map(lambda age: f"; Expires={http_date(age)}"),
    st.tuples(ages, ages).map(lambda pair: f"; Max-Age={pair[0]}; Expires={http_date(pair[1])}"),
)
cookies = st.builds("{}={}{}{}".format, names, values, ends, st.one_of(st.just(""), paths.map("; Path={}".format)))
happenings = st.lists(
    st.one_of(
        st.tuples(st.just("set"), st.lists(cookies, min_size=1, max_size=1), paths),
        st.tuples(st.just("later"), st.integers(0, 20), paths),
        st.tuples(st.just("close"), st.none(), paths),
    ),
    max_size=8,
)


class PythonsJar:
    """Python's own jar, which was written apart from ours, with the same methods."""

    def __init__(self) -> None:
        self.jar = CookieJar()

    def take(self, headers: list[str], address: str) -> None:
        self.headers = email.message_from_string("".join(f"Set-Cookie: {header}\n" for header in headers))
        self.jar.extract_cookies(self, Request(f"https://testserver{address}"))

    def info(self) -> email.message.Message:
        return self.headers

    def close(self) -> None:
        self.jar.clear_session_cookies()

    def sent(self, address: str) -> list[str]:
        request = Request(f"https://testserver{address}")
        self.jar.add_cookie_header(request)
        header = request.get_header("Cookie")
        return sorted(header.split("; ")) if header else []


def happen(what: tuple, clock: Clock, ours: Jar, pythons: PythonsJar) -> None:
    match what:
        case ("set", headers, address):
            ours.take_from(SimpleCookie(headers[0]), address)
            pythons.take(headers, address)
        case ("later", seconds, _):
            clock.move(timedelta(seconds=seconds))
        case ("close", *_):
            ours.close()
            pythons.close()


@given(happenings)
def test_whatever_happens_it_sends_what_pythons_own_jar_sends(story):
    with standing_clock() as clock:
        ours, pythons = Jar(), PythonsJar()
        for what in story:
            happen(what, clock, ours, pythons)
            address = what[2]
            assert sorted(filter(None, ours.header(address).split("; "))) == pythons.sent(address), address


@given(st.lists(cookies, max_size=6), st.integers(0, 40))
def test_it_never_sends_what_has_expired(headers, seconds):
    with standing_clock() as clock:
        jar = jar_after(*headers)
        clock.move(timedelta(seconds=seconds))
        now = clock.now.timestamp()

        assert all(cookie.expires is None or cookie.expires > now for cookie in jar)
        assert len(jar.header("/").split("; ")) <= max(1, len(list(jar)))


@given(st.text(max_size=20))
def test_a_value_comes_back_as_it_was_set(value):
    response = HttpResponse()
    response.set_cookie("color", value)
    jar = Jar()
    jar.take_from(response.cookies)

    assert SimpleCookie(jar.header("/"))["color"].value == value
