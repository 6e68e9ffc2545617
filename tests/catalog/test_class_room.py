"""The accounts of a class room, and its page."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher, check_password, make_password
from django.contrib.auth.models import User
from django.core.management import CommandError
from django.test import Client
from django.urls import reverse

from catalog.class_users import NUMBERED, make_class_users, opened_by_a_known_password
from catalog.demo_users import READER, make_demo_users
from catalog.hashers import ClassRoomHasher
from catalog.management import classroom
from catalog.models import BookInstance
from tests.factories import make_copy, make_user

CHANGE, LOGIN, ROOM = reverse("password_change"), reverse("login"), reverse("classroom")
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
        assert "Log in to a numbered account" in soup(response).select_one("[role=alert]").get_text()
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

        with pytest.raises(CommandError, match=r"published password: .*administrator"):
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

        assert "is sent through the network unencrypted" in client.get(reverse(route)).text
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
