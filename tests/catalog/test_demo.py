"""``manage.py demo``: what it creates, what it prints, and what it does not change."""

from __future__ import annotations

import io
import re
import socket
import tempfile
from contextlib import closing

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import CommandError, call_command
from django.test import Client, TestCase, override_settings
from django.urls import reverse

from catalog.management.commands.demo import Command
from catalog.models import Author, Book, BookInstance, Genre, Language
from catalog.sample import hand_loans_to
from tests.factories import make_user
from tests.servers import free_port

DEVELOPMENT = {"DEBUG": True, "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}
MODELS = (Author, Book, BookInstance, Genre, Language, User, Group)


def prepare(port: int) -> str:
    """Run the preparation of ``demo`` without serving. Return the output."""
    output = io.StringIO()
    Command(stdout=output, no_color=True).prepare(port)
    return output.getvalue()


def printed_users(output: str) -> dict[str, str]:
    """Return the printed names and passwords."""
    return dict(re.findall(r"^  (\w+) +(\S+)  ", output, re.MULTILINE))


def everything() -> list[list[dict]]:
    """Return every row of the library, its users and its groups."""
    rows = [list(model.objects.order_by("pk").values()) for model in MODELS]
    return [*rows, list(User.groups.through.objects.values()), list(Group.permissions.through.objects.values())]


def log_in(name: str, password: str) -> Client:
    """Return a browser that has submitted the log-in form."""
    client = Client()
    client.post(reverse("login"), {"username": name, "password": password})
    return client


class TestDemo(TestCase):
    """The database is prepared once for all tests of the class; changes of a test are rolled back."""

    @classmethod
    def setUpTestData(cls):
        data_dir = cls.enterClassContext(tempfile.TemporaryDirectory())
        cls.enterClassContext(override_settings(**DEVELOPMENT, DATA_DIR=data_dir))
        cls.port = free_port()
        cls.said = prepare(cls.port)
        cls.passwords = printed_users(cls.said)

    def test_it_prints_the_books_the_users_and_the_address(self):
        assert f"The library has {Book.objects.count()} books." in self.said
        assert set(self.passwords) == {"reader", "librarian", "administrator"}
        assert f"Open http://127.0.0.1:{self.port}/ in a browser." in self.said

    def test_each_printed_user_can_log_in_with_the_printed_password(self):
        for name, password in self.passwords.items():
            client = log_in(name, password)
            assert name in client.get(reverse("my-borrowed")).content.decode()

    def test_the_reader_has_loans_one_of_them_urgent_and_a_reservation(self):
        page = log_in("reader", self.passwords["reader"]).get(reverse("my-borrowed"))

        loans = page.context["bookinstance_list"]
        assert len(loans) == 4
        assert loans[0] == BookInstance.objects.on_loan().first()
        assert loans[0].is_overdue
        assert not loans[3].is_overdue
        assert len(page.context["reservations"]) == 1

    def test_the_reader_may_do_nothing_more(self):
        client = log_in("reader", self.passwords["reader"])

        assert client.get(reverse("all-borrowed")).status_code == 403
        assert client.get(reverse("book-create")).status_code == 403

    def test_the_librarian_edits_and_lends_and_is_no_administrator(self):
        client = log_in("librarian", self.passwords["librarian"])
        librarian = User.objects.get(username="librarian")

        for route in ("all-borrowed", "author-create", "book-create", "bookinstance-create", "genre-create"):
            assert client.get(reverse(route)).status_code == 200
        assert librarian.has_perms(
            f"catalog.{name}"
            for name in Permission.objects.filter(content_type__app_label="catalog").values_list("codename", flat=True)
        )
        assert not librarian.is_superuser
        assert not librarian.has_perm("auth.change_user")

    def test_the_administrator_sees_the_admin(self):
        client = log_in("administrator", self.passwords["administrator"])

        assert User.objects.get(username="administrator").is_superuser
        assert client.get("/admin/").status_code == 200

    def test_a_second_run_changes_nothing_and_prints_the_same(self):
        before = everything()

        assert prepare(self.port) == self.said
        assert everything() == before

    def test_a_second_run_keeps_what_was_changed(self):
        reader = User.objects.get(username="reader")
        reader.set_password("my own words")
        reader.save()
        User.objects.get(username="librarian").groups.clear()
        BookInstance.objects.filter(borrower=reader).update(borrower=None)
        Book.objects.filter(pk=Book.objects.first().pk).update(title="Mine")
        before = everything()

        second = prepare(self.port)

        assert everything() == before
        assert re.search(r"reader +\(you changed it\)", second)
        assert "reader-demo" not in second

    def test_a_user_who_was_deleted_is_made_again(self):
        User.objects.get(username="reader").delete()

        prepare(self.port)

        assert User.objects.get(username="reader").check_password(self.passwords["reader"])
        assert BookInstance.objects.on_loan().filter(borrower__username="reader").count() == 4

    def test_what_was_lent_to_somebody_real_stays_theirs(self):
        ann = make_user("ann")
        BookInstance.objects.on_loan().update(borrower=ann)

        hand_loans_to(User.objects.get(username="reader"))

        assert not BookInstance.objects.on_loan().exclude(borrower=ann).exists()

    def test_it_refuses_outside_development(self):
        before = everything()

        with override_settings(DEBUG=False), pytest.raises(CommandError) as refusal:
            call_command("demo", port=self.port)

        assert "runs in development only" in str(refusal.value)
        assert "Set DEBUG=on on your own machine" in str(refusal.value)
        assert everything() == before

    def test_a_port_in_use_stops_the_command_before_it_makes_anything(self):
        User.objects.filter(username="reader").delete()

        with closing(socket.create_server(("127.0.0.1", 0))) as server, pytest.raises(CommandError):
            call_command("demo", port=server.getsockname()[1])

        assert not User.objects.filter(username="reader").exists()
