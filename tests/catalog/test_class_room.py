"""The parts of a class room: its accounts, its page, its server, and the letters in the terminal."""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher, check_password, make_password
from django.contrib.auth.models import User
from django.core.management import CommandError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from catalog.class_users import NUMBERED, make_class_users, opened_by_a_known_password
from catalog.demo_users import READER, make_demo_users
from catalog.hashers import ClassRoomHasher
from catalog.limits import TooManyRequests
from catalog.logins import LogInLimit, LogInTimesMiddleware
from catalog.management import classroom
from catalog.management.letters import in_large_letters
from catalog.management.serving import RoomRequestHandler, RoomServer
from catalog.models import BookInstance
from catalog.waiting import Turns
from tests.factories import make_copy, make_user

CHANGE, LOGIN, ROOM = reverse("password_change"), reverse("login"), reverse("classroom")
LONG = 60  # seconds
NEW = {"old_password": READER.password, "new_password1": "a new one 4711", "new_password2": "a new one 4711"}


@pytest.fixture
def class_room(settings):
    """The settings of a class room, and its accounts."""
    settings.CLASSROOM = True
    settings.ALLOWED_HOSTS = ["192.168.1.20", "testserver"]
    make_class_users()


def learner(name: str) -> Client:
    client = Client()
    assert client.post(LOGIN, {"username": name, "password": READER.password}).status_code == 302
    return client


@pytest.mark.django_db
class TestAccounts:
    def test_each_seat_has_one_and_none_has_rights(self, class_room):
        assert set(User.objects.values_list("username", flat=True)) == {READER.name, *NUMBERED}
        assert not User.objects.filter(is_staff=True).exists()
        assert not User.objects.filter(is_superuser=True).exists()
        assert list(opened_by_a_known_password()) == []
        for name in (READER.name, NUMBERED[0], NUMBERED[-1]):
            learner(name)

    def test_a_second_time_changes_nothing(self, class_room):
        before = list(User.objects.order_by("pk").values())

        make_class_users()

        assert list(User.objects.order_by("pk").values()) == before

    def test_the_next_class_finds_the_passwords_as_they_are_printed(self, class_room):
        client = learner("reader7")
        assert client.post(CHANGE, NEW).status_code == 302
        assert not User.objects.get(username="reader7").check_password(READER.password)

        make_class_users()

        learner("reader7")

    def test_the_reader_is_handed_loans_once(self):
        first = make_copy(status="o")
        make_class_users()
        second = make_copy(status="o")
        make_class_users()

        assert list(BookInstance.objects.filter(borrower__username=READER.name)) == [first]
        assert BookInstance.objects.get(pk=second.pk).borrower is None

    def test_nobody_changes_the_password_of_the_account_that_all_know(self, class_room, soup):
        response = learner(READER.name).post(CHANGE, NEW)

        assert response.status_code == 200
        assert "Log in as one with a number" in soup(response).select_one("[role=alert]").get_text()
        assert User.objects.get(username=READER.name).check_password(READER.password)

    def test_outside_a_class_room_the_reader_changes_it(self):
        make_class_users()

        assert learner(READER.name).post(CHANGE, NEW).status_code == 302

    def test_accounts_with_rights_and_a_known_password_are_found_however_they_got_them(self):
        make_demo_users()
        ann = make_user("ann", "can_mark_returned")
        ann.set_password(READER.password)
        ann.save()
        make_user("ben", "can_mark_returned")  # with another password
        make_class_users()

        assert sorted(opened_by_a_known_password()) == ["administrator", "ann", "librarian"]

    def test_a_room_does_not_open_with_one(self, settings, monkeypatch):
        make_demo_users()
        monkeypatch.setattr(classroom, "call_command", lambda *arguments, **options: None)
        monkeypatch.setattr(classroom, "library_is_empty", lambda: False)

        with pytest.raises(CommandError, match=r"everybody knows the password of: .*administrator"):
            classroom.prepare()


@pytest.mark.django_db
class TestThePage:
    def test_outside_a_class_room_there_is_none_and_no_link_to_it(self, client, soup):
        assert client.get(ROOM).status_code == 404
        assert soup(client.get("/catalog/")).select_one(f"a[href='{ROOM}']") is None

    @pytest.mark.parametrize(("port", "place"), [("8000", "192.168.1.20:8000"), ("80", "192.168.1.20")])
    def test_it_shows_the_room_s_address_by_whatever_name_it_was_opened(self, client, soup, class_room, port, place):
        link = soup(client.get(ROOM, SERVER_PORT=port)).select_one(".room-address a")

        assert link.get_text() == place
        assert link["href"] == f"http://{place}/"

    @pytest.mark.parametrize("route", ["login", "password_change"])
    def test_where_a_password_is_typed_a_warning_stands(self, class_room, soup, settings, route):
        client = learner(NUMBERED[0])

        assert "goes through the network unencrypted" in client.get(reverse(route)).text
        settings.CLASSROOM = False
        assert "unencrypted" not in client.get(reverse(route)).text

    def test_looking_at_it_begins_no_session(self, client, class_room):
        assert not client.get(ROOM).cookies


class TestHashing:
    @pytest.fixture(autouse=True)
    def hashers(self, settings):
        settings.PASSWORD_HASHERS = ["catalog.hashers.ClassRoomHasher"]

    def test_it_is_a_small_part_of_the_work_of_django(self):
        hashed = make_password("open sesame")

        assert ClassRoomHasher.iterations * 10 <= PBKDF2PasswordHasher.iterations
        assert hashed.startswith(f"pbkdf2_sha256${ClassRoomHasher.iterations}$")
        assert check_password("open sesame", hashed)
        assert not check_password("sesame", hashed)

    def test_passwords_that_django_hashed_are_good_too(self):
        assert check_password("open sesame", PBKDF2PasswordHasher().encode("open sesame", "salt", 1000))


class TestLargeLetters:
    def test_they_are_five_lines_of_blocks(self):
        assert in_large_letters("1.7:", columns=10, encoding="utf-8").splitlines() == [
            " █    ███",
            "██      █ █",
            " █      █",
            " █      █ █",
            "███ █   █",
        ]

    def test_the_longest_address_fits_a_terminal_of_80_columns(self):
        lines = in_large_letters("255.255.255.255:65535", columns=80, encoding="utf-8").splitlines()

        assert max(map(len, lines)) <= 80

    def test_where_there_is_room_they_are_twice_as_wide(self):
        narrow, wide = (in_large_letters("10.0.0.5:8000", columns=columns, encoding="utf-8") for columns in (80, 200))

        assert max(map(len, wide.splitlines())) == 2 * max(map(len, narrow.splitlines()))

    @pytest.mark.parametrize("encoding", ["cp1252", "ascii", "no-such-encoding", None])
    def test_a_terminal_without_blocks_gets_another_mark(self, encoding):
        assert set(in_large_letters("10.0.0.5", columns=80, encoding=encoding)) == {"#", " ", "\n"}


def hello(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "5")])
    return [b"hello"]


def broken_off(environ, start_response):
    raise TimeoutError("the browser takes nothing")


def broken(environ, start_response):
    raise RuntimeError("an error of ours")


@contextlib.contextmanager
def served(application) -> Iterator[int]:
    """Serve ``application`` for the length of a ``with`` block, which gets the port."""
    with RoomServer(("127.0.0.1", 0), RoomRequestHandler) as server:
        server.set_app(application)
        thread = threading.Thread(target=server.serve_forever, args=[0.05])
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def talk(port: int, *sent: bytes) -> bytes:
    """Send what is ``sent``, and return all that comes until the server hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=LONG) as connection:
        for part in sent:
            connection.sendall(part)
        answer = b""
        while part := connection.recv(4096):
            answer += part
    return answer


class TestTheServer:
    """``talk`` fails after a minute if the server does not hang up."""

    REQUEST = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"

    @pytest.fixture(autouse=True)
    def short_time(self, monkeypatch):
        monkeypatch.setattr(RoomRequestHandler, "timeout", 0.3)

    @pytest.fixture
    def said(self, caplog, monkeypatch):
        """What the server has logged."""
        monkeypatch.setattr(logging.getLogger("django.server"), "propagate", True)
        return caplog

    @pytest.mark.parametrize("sent", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost:"], ids=["nothing", "half", "more"])
    def test_a_browser_that_falls_silent_is_hung_up_on(self, said, capfd, sent):
        with served(hello) as port:
            assert b"hello" not in talk(port, sent)

        assert said.text == ""
        assert "Traceback" not in "".join(capfd.readouterr())

    def test_one_connection_takes_several_requests(self, said):
        with served(hello) as port:
            assert talk(port, self.REQUEST, self.REQUEST).count(b"hello") == 2

        assert said.text == ""

    def test_a_first_line_without_end_is_refused(self):
        with served(hello) as port:
            assert b"414" in talk(port, b"GET /" + 65_532 * b"x").partition(b"\r\n")[0]

    def test_a_browser_that_takes_nothing_is_no_error_of_the_site(self, said, capfd):
        with served(broken_off) as port:
            talk(port, self.REQUEST)

        assert said.text == ""
        assert "Traceback" not in "".join(capfd.readouterr())

    def test_an_error_is_logged(self, said):
        with served(broken) as port:
            assert b"500" in talk(port, self.REQUEST)

        assert "an error of ours" in said.text


class Full(Exception):
    """There is nothing left."""


class TestTurns:
    @staticmethod
    def taker(places: list[int]):
        def take() -> int:
            if not places:
                raise Full
            return places.pop()

        return take

    def test_one_too_many_waits_for_what_is_given_back(self):
        turns, places, got = Turns(patience=LONG), [1], []
        take = self.taker(places)
        turns.take("reader", take, Full)
        waiting = threading.Thread(target=lambda: got.append(turns.take("reader", take, Full)))
        waiting.start()
        places.append(2)
        turns.end("reader")
        waiting.join(LONG)

        assert got == [2]

    def test_who_has_nobody_to_wait_for_is_refused_at_once(self):
        turns = Turns(patience=10**6)
        turns.take("ben", lambda: 1, Full)

        with pytest.raises(Full):
            turns.take("reader", self.taker([]), Full)

    def test_those_who_wait_are_refused_when_nothing_is_given_back(self):
        turns, places, refused = Turns(patience=10**6), [1], threading.Event()
        take = self.taker(places)
        turns.take("reader", take, Full)

        def wait() -> None:
            with contextlib.suppress(Full):
                turns.take("reader", take, Full)
                return
            refused.set()

        threading.Thread(target=wait, daemon=True).start()
        turns.end("reader")

        assert refused.wait(LONG)

    def test_a_turn_that_never_ends_is_waited_for_as_long_as_patience_lasts(self):
        turns = Turns(patience=0.1)
        take = self.taker([1])
        turns.take("reader", take, Full)

        for _ in range(2):
            with pytest.raises(Full):
                turns.take("reader", take, Full)


class TestLogInsToOneAccountAtOnce:
    """Ten are being judged, as many as may be wrong, and an eleventh comes."""

    @pytest.fixture
    def ten(self, settings) -> list[HttpRequest]:
        settings.LIMITS = {"wrong log-ins for an account": (10, 300)}
        return [self.begun() for _ in range(10)]

    @staticmethod
    def request() -> HttpRequest:
        request = RequestFactory().post(LOGIN)
        request.log_ins_are_timed = True
        return request

    def begun(self) -> HttpRequest:
        request = self.request()
        LogInLimit().authenticate(request, "reader", "whatever")
        return request

    @staticmethod
    def end(request: HttpRequest, *, right: bool) -> None:
        if right:
            for spent in request.counted_log_in:
                spent.give_back()
        LogInTimesMiddleware(lambda _: None).process_response(request, HttpResponse())

    def eleventh(self, ended: list[str]) -> threading.Thread:
        def come() -> None:
            request = self.request()
            try:
                LogInLimit().authenticate(request, "reader", "whatever")
            except TooManyRequests:
                ended.append("refused")
            else:
                ended.append("let in")
                self.end(request, right=True)

        thread = threading.Thread(target=come)
        thread.start()
        return thread

    def test_it_is_let_in_when_one_of_them_was_right(self, ten):
        ended: list[str] = []
        thread = self.eleventh(ended)

        self.end(ten[0], right=True)
        thread.join(LONG)

        assert ended == ["let in"]
        for request in ten[1:]:
            self.end(request, right=True)

    def test_it_is_refused_when_all_of_them_were_wrong(self, ten):
        ended: list[str] = []
        thread = self.eleventh(ended)

        for request in ten:
            self.end(request, right=False)
        thread.join(LONG)

        assert ended == ["refused"]
