"""``manage.py demo --class``: the site with a class of 30, in a separate process."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from catalog.demo_users import READER
from catalog.hashers import ClassRoomHasher
from locallibrary.network import private_addresses
from tests.project.visitor import Page, Visitor
from tests.servers import BASE_DIR, free_port, running

CLASS = 30  # learners
LONG = 120  # seconds
ADDRESS = next(iter(private_addresses()), "127.0.0.1")


@dataclass
class ClassRoom:
    """A running class room. ``data_dir`` is the one of development."""

    port: int
    log_path: Path
    data_dir: Path

    @property
    def log(self) -> str:
        return self.log_path.read_text(encoding="utf-8", errors="replace")

    def learner(self, host: str = ADDRESS) -> Visitor:
        """Return a new visitor."""
        return Visitor(self.port, host=host, headers={})


def command(port: int, *more: str) -> list[str]:
    return [sys.executable, "manage.py", "demo", "--class", "--address", ADDRESS, "--port", str(port), *more]


@pytest.fixture(scope="module")
def room(process_environment, data_dir, tmp_path_factory) -> Iterator[ClassRoom]:
    """A class room for these tests, on a machine with existing development data."""
    port, log = free_port(), tmp_path_factory.mktemp("room") / "log"
    with running(command(port), port, log, process_environment()):
        yield ClassRoom(port, log, data_dir)


def soup(page: Page) -> BeautifulSoup:
    return BeautifulSoup(page.text, "html.parser")


def all_at_once(learners: list[Visitor], do: Callable[[int, Visitor], list[Page]]) -> list[tuple[int, str]]:
    """Call ``do`` for all learners concurrently. Return unsuccessful responses, and exceptions."""
    start, wrong = threading.Barrier(len(learners)), []

    def work(number: int, learner: Visitor) -> None:
        start.wait()
        try:
            wrong.extend(
                (page.status, page.text[:300]) for page in do(number, learner) if page.status not in {200, 302}
            )
        except Exception as failure:  # any exception of the thread has to fail the test
            wrong.append((0, repr(failure)))

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(learners, start=1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


class TestTheTerminal:
    def test_it_shows_the_address_in_large_letters_and_to_copy(self, room):
        assert f"Open http://{ADDRESS}:{room.port}/ in a browser" in room.log
        assert f"http://{ADDRESS}:{room.port}/classroom/" in room.log
        rows = re.findall(r"^[█# ]{20,}$", room.log, re.MULTILINE)
        assert len(rows) == 5

    def test_it_says_who_can_log_in_and_who_can_read_along(self, room):
        assert "reader1 to reader40, password reader-demo" in room.log
        assert "everyone in this network can read the traffic" in room.log

    def test_pages_do_not_push_the_address_off_the_screen(self, room):
        room.learner().get("/catalog/authors/?page=1")

        assert "/catalog/authors/" not in room.log


class TestThePages:
    @pytest.mark.parametrize("host", dict.fromkeys([ADDRESS, "127.0.0.1"]))
    def test_the_room_s_page_has_the_address_for_the_projector_and_says_why(self, room, host):
        page = soup(room.learner(host).get("/classroom/"))

        assert page.select_one(".room-address a").get_text() == f"{ADDRESS}:{room.port}"
        assert page.select_one(".room-address a")["href"] == f"http://{ADDRESS}:{room.port}/"
        words = page.select_one("main").get_text()
        assert "Browsers drop a cookie that is marked Secure when it comes over HTTP" in words
        assert "Do not type a password that you use anywhere else" in words
        assert "reader1 to reader40" in words

    @pytest.mark.parametrize(
        "address", ["/catalog/", "/catalog/book/1", "/accounts/login/", "/sessions/", "/classroom/", "/no-such-page"]
    )
    def test_every_page_leads_there(self, room, address):
        link = soup(room.learner().get(address)).select_one("footer a[href='/classroom/']")

        assert link.get_text() == "Class room, plain HTTP"

    def test_pages_and_files_come_without_a_redirect_and_without_hsts(self, room):
        page = room.learner().get("/catalog/")
        style = room.learner().get(soup(page).select_one("link[rel=stylesheet]")["href"])

        assert page.status == style.status == 200
        assert "Strict-Transport-Security" not in page.headers
        assert "Cross-Origin-Opener-Policy" not in page.headers
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        assert style.headers["Content-Type"].startswith("text/css")

    def test_cookies_are_not_secure_and_all_else_that_they_are_in_production(self, room):
        learner = room.learner()
        learner.get("/catalog/")
        learner.post("/accounts/login/", username="reader1", password=READER.password)
        learner.post("/sessions/run/say_hello/", name="Ann")

        assert {"sessionid", "csrftoken", "course_reader", "known_browser"} <= set(learner.cookies)
        for name, attributes in learner.cookies.items():
            assert "Secure" not in attributes, name
            assert "SameSite=Lax" in attributes, name
            assert name in {"csrftoken", "theme"} or "HttpOnly" in attributes, name

    @pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/admin/catalog/book/"])
    def test_there_is_no_admin(self, room, address):
        answer = room.learner().get(address)

        assert answer.status == 404

    def test_an_error_has_the_look_of_the_site_and_shows_nothing_of_the_code(self, room):
        answer = room.learner().get("/no-such-page")

        assert answer.status == 404
        assert soup(answer).select_one("h1").get_text() == "Page not found"
        assert "urlconf" not in answer.text.lower()

    def test_another_name_is_refused(self, room):
        assert room.learner().get("/catalog/", Host="library.example.org").status == 400

    def test_nobody_checks_exercises_here(self, room):
        assert room.learner().post("/sessions/exercises/count_visits/start/").status == 404


class TestTheAccounts:
    @pytest.mark.parametrize(
        ("name", "password"), [("administrator", "administrator-demo"), ("librarian", "librarian-demo")]
    )
    def test_no_well_known_password_gives_rights(self, room, name, password):
        learner = room.learner()

        assert learner.post("/accounts/login/", username=name, password=password).status == 200
        assert "known_browser" not in learner.cookies

    def test_the_reader_has_books_on_loan(self, room):
        learner = room.learner()
        learner.post("/accounts/login/", username=READER.name, password=READER.password)

        assert "overdue" in soup(learner.get("/catalog/mybooks/")).select_one("main").get_text()

    def test_the_data_lie_apart_from_those_of_development(self, room):
        assert (room.data_dir / "classroom" / "library.sqlite3").is_file()
        assert (room.data_dir / "classroom" / "secret_key").is_file()
        assert not (room.data_dir / "library.sqlite3").exists()

    def test_their_passwords_are_hashed_in_a_moment(self, room):
        with contextlib.closing(sqlite3.connect(room.data_dir / "classroom" / "library.sqlite3")) as database:
            hashed = database.execute("SELECT password FROM auth_user WHERE username = 'reader1'").fetchone()[0]

        assert hashed.startswith(f"pbkdf2_sha256${ClassRoomHasher.iterations}$")

    @pytest.mark.skipif(os.name != "posix", reason="needs the permissions of POSIX")
    def test_nobody_else_on_the_machine_reads_them(self, room):
        assert (room.data_dir / "classroom").stat().st_mode & 0o077 == 0


@pytest.mark.full
class TestThirtyLearners:
    def test_they_work_at_once_and_nobody_hinders_anybody(self, room):
        learners = [room.learner() for _ in range(CLASS)]

        def work(number: int, learner: Visitor) -> list[Page]:
            run = "/sessions/run/"
            return [
                learner.get("/catalog/"),
                learner.get("/sessions/logging-in-and-out/"),
                learner.post(f"{run}say_hello/", name=f"Learner {number}"),
                learner.post(f"{run}log_in/"),  # creates a course account
                learner.post(f"{run}change_password_and_stay/"),  # costly
                learner.post(f"{run}clear_expired/"),  # costly
                learner.post("/accounts/login/", username=f"reader{number}", password=READER.password),
                learner.get("/catalog/mybooks/"),
                learner.post("/catalog/reading-list/1/add/"),
                learner.get("/catalog/"),
            ]

        assert all_at_once(learners, work) == []

        assert len({learner.value_of("sessionid") for learner in learners}) == CLASS
        for number, learner in enumerate(learners, start=1):
            account = soup(learner.get("/catalog/reading-list/")).select_one("header").get_text()
            assert f"reader{number} " in f"{' '.join(account.split())} "
        assert "Traceback" not in room.log

    def test_each_of_them_runs_five_costly_operations_and_logs_in_as_ann_and_as_ben_in_a_minute(self, room):
        learners = [room.learner() for _ in range(CLASS)]

        statuses = {
            learner.post(f"/sessions/run/{name}/", **fields).status
            for learner in learners
            for name, fields in [
                ("log_in", {"username": "ann", "password": "open sesame"}),
                ("log_in", {"username": "ben", "password": "open sesame"}),
                *[("change_password_and_stay", {})] * 3,
                *[("clear_expired", {})] * 2,
            ]
        }

        assert statuses == {200}

    def test_they_log_in_to_one_account_at_the_same_moment(self, room):
        learners = [room.learner() for _ in range(CLASS)]

        wrong = all_at_once(
            learners,
            lambda _, learner: [
                learner.post("/accounts/login/", username=READER.name, password=READER.password),
                learner.get("/catalog/mybooks/"),
            ],
        )

        assert wrong == []
        assert all("known_browser" in learner.cookies for learner in learners)

    def test_pages_come_while_connections_are_open_that_say_nothing(self, room):
        with contextlib.ExitStack() as silent:
            for _ in range(6 * CLASS):
                silent.enter_context(socket.create_connection((ADDRESS, room.port), timeout=LONG))

            assert room.learner().get("/catalog/").status == 200

    def test_a_browser_that_tries_https_first_is_hung_up_on_at_once(self, room):
        context = ssl.create_default_context()
        with socket.create_connection((ADDRESS, room.port), timeout=LONG) as connection:
            began = time.monotonic()
            with pytest.raises((ssl.SSLError, ConnectionError)):
                context.wrap_socket(connection, server_hostname=ADDRESS)

        assert time.monotonic() - began < LONG / 2
        assert "Traceback" not in room.log


@pytest.mark.full
@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent in the way of POSIX")
class TestTheEnd:
    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "terminate"])
    def test_it_ends_in_good_order_and_can_be_opened_again(self, process_environment, tmp_path, room, number):
        port, log = free_port(), tmp_path / "log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                command(port), cwd=BASE_DIR, env=process_environment(), stdout=output, stderr=subprocess.STDOUT
            )
        end = time.monotonic() + LONG
        while "Ctrl-C closes" not in log.read_text() and process.poll() is None and time.monotonic() < end:
            time.sleep(0.1)
        learner = Visitor(port, host=ADDRESS, headers={})
        opened = learner.get("/catalog/").status
        process.send_signal(number)

        assert process.wait(timeout=LONG) == 0
        assert opened == 200
        said = log.read_text()
        assert said.endswith("The class room is closed.\n")
        assert "Traceback" not in said
