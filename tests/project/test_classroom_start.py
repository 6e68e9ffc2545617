"""``manage.py demo --class``: choice of the address, its environment, and refusals."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from django.core.management import CommandError

from catalog.management.classroom import LEFT_OUT, Room, is_set_for
from locallibrary.environment import Environment
from locallibrary.network import private_addresses
from tests.selection import first_are_quick
from tests.servers import BASE_DIR, free_port

ADDRESS = next(iter(private_addresses()), "127.0.0.1")


class TestRefusals:
    """Each is one message, before anything is created."""

    @pytest.mark.parametrize(
        "case",
        first_are_quick(
            [
                (["--class", "--address", "8.8.8.8"], "8.8.8.8 is not a private address."),
                (["--class", "--address", "0.0.0.0"], "0.0.0.0 means every network of this machine"),
                (["--class", "--address", "10.255.254.253"], "10.255.254.253 is not an address of this machine"),
                (["--class", "--address", ADDRESS, "--port", "0"], "0 is not a port."),
                (["--address", ADDRESS], "--address is for a class room."),
            ]
        ),
        ids=lambda case: case[1],
    )
    def test_an_address_or_a_port_that_cannot_be(self, manage, tmp_path, case):
        options, sentence = case
        result = manage("demo", *options, DATA_DIR=str(tmp_path / "data"))

        assert result.returncode == 1
        assert result.stderr.startswith(f"CommandError: {sentence}")
        assert len(result.stderr.splitlines()) == 1
        assert not (tmp_path / "data" / "classroom").exists()

    @pytest.mark.parametrize("host", first_are_quick(dict.fromkeys([ADDRESS, "127.0.0.1"])))
    def test_a_busy_port(self, manage, host):
        with socket.create_server((host, 0)) as server:
            port = server.getsockname()[1]
            result = manage("demo", "--class", "--address", ADDRESS, "--port", str(port))

        assert result.returncode == 1
        assert f"Port {port} cannot be used" in result.stderr
        assert "Choose another: --port" in result.stderr

    def test_a_machine_without_a_network(self, monkeypatch):
        monkeypatch.setattr("catalog.management.classroom.private_addresses", list)

        with pytest.raises(CommandError, match="This machine has no address in a private network"):
            Room.choose(None, free_port())

    def test_production(self, manage, production):
        result = manage("demo", "--class", "--address", ADDRESS, "--port", str(free_port()), **production)

        assert result.returncode == 1
        assert "demo --class is for your own machine" in result.stderr


class TestTheEnvironment:
    PRODUCTION = {
        "DATABASE_URL": "postgresql://library@localhost/library",
        "BEHIND_PROXY": "on",
        "CSRF_TRUSTED_ORIGINS": "https://example.org",
        "SECRET_KEY_FALLBACKS": "short",
        "TIME_ZONE": "Europe/Paris",
    }

    def test_the_site_accepts_it_and_heeds_nothing_of_another_site(self, tmp_path):
        variables = Room("192.168.1.20", 8000).environment(self.PRODUCTION, tmp_path)
        environment = Environment.read(variables, BASE_DIR)

        assert (environment.classroom, environment.debug, environment.over_https) == (True, False, False)
        assert environment.allowed_hosts == ["192.168.1.20", "localhost", "127.0.0.1"]
        assert environment.database["NAME"] == tmp_path / "classroom" / "library.sqlite3"
        assert not environment.behind_proxy
        assert environment.time_zone == "Europe/Paris"
        assert environment.mailer["BACKEND"].endswith("terminal_mail.EmailBackend")

    def test_its_secret_key_is_kept_and_is_not_the_one_of_development(self, tmp_path):
        room = Room("192.168.1.20", 8000)
        developed = Environment.read({"DATA_DIR": str(tmp_path)}, BASE_DIR).secret_key

        keys = {room.environment({"SECRET_KEY": "mine"}, tmp_path)["SECRET_KEY"] for _ in range(2)}

        assert len(keys) == 1
        assert not keys & {developed, "mine"}

    def test_the_first_address_is_taken_and_the_others_are_named(self, monkeypatch):
        monkeypatch.setattr("catalog.management.classroom.private_addresses", lambda: ["10.0.0.5", "192.168.1.20"])
        monkeypatch.setattr("catalog.management.classroom.require_free_port", lambda port, host: None)

        assert Room.choose(None, 8000) == Room("10.0.0.5", 8000, ["192.168.1.20"])
        assert Room.choose("192.168.1.20", 8000) == Room("192.168.1.20", 8000, ["10.0.0.5"])
        assert Room.choose("127.0.0.1", 8000).hosts == ["127.0.0.1"]
        assert Room("10.0.0.5", 8000).hosts == ["10.0.0.5", "127.0.0.1"]

    @pytest.mark.parametrize(
        ("variable", "data_dir", "is_set"),
        [
            ("TIME_ZONE", "classroom", True),
            ("DATABASE_URL", "classroom", False),
            ("BEHIND_PROXY", "classroom", False),
            ("TIME_ZONE", ".data", False),
        ],
    )
    def test_the_accounts_of_another_database_are_left_alone(self, settings, monkeypatch, variable, data_dir, is_set):
        """If CLASSROOM is set manually, the command starts a new process with the room's environment."""
        for name in LEFT_OUT:
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv(variable, "whatever it is")
        settings.CLASSROOM, settings.ALLOWED_HOSTS, settings.DATA_DIR = True, ["10.0.0.5"], Path(data_dir)

        assert is_set_for(Room("10.0.0.5", 8000)) == is_set
        assert not is_set_for(Room("10.0.0.6", 8000))
