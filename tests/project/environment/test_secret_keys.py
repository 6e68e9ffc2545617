"""The secret keys: of production, former ones, and the generated one of development."""

from __future__ import annotations

import os
import random
import stat
import string
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.project.environment.refusal import refused


class TestProductionKey:
    def test_production_without_a_key_is_refused(self, read, tmp_path):
        sentence = refused(read, DEBUG="off", ALLOWED_HOSTS="library.example.org")

        assert sentence.startswith("DEBUG is off, and there is no SECRET_KEY")
        assert not list(tmp_path.rglob("*")), "no key is made up for production"

    def test_a_short_key_is_refused_without_repeating_it(self, read, production):
        sentence = refused(read, **production | {"SECRET_KEY": "hunter2"})

        assert sentence.startswith("SECRET_KEY has 7 characters")
        assert "hunter2" not in sentence

    @pytest.mark.parametrize(
        "key",
        [
            *("abab" * 20, "abcde" * 12, "password " * 8, "changeme" * 8, "1234567890" * 5, "change-me-please-" * 40),
            "django-insecure-Xb3kq9ZtR7mWv2Lp8sYd4Hf6Jn1Gc5Ka0Te",
        ],
    )
    def test_a_key_that_is_easy_to_guess_is_refused(self, read, production, key):
        sentence = refused(read, **production | {"SECRET_KEY": key})

        assert sentence.startswith("SECRET_KEY is easy to guess")
        assert key not in sentence

    @pytest.mark.parametrize("characters", ["0123456789", "0123456789abcdef", string.ascii_letters + string.digits])
    @pytest.mark.parametrize("length", [50, 64, 2000])
    def test_a_key_of_random_characters_starts(self, read, production, characters, length):
        chance = random.Random(length)  # the same keys in every run
        for _ in range(50):
            key = "".join(chance.choices(characters, k=length))
            assert read(**production | {"SECRET_KEY": key}).secret_key == key

    def test_production_takes_a_good_key_and_named_hosts(self, read, production):
        environment = read(**production)

        assert not environment.debug
        assert environment.secret_key == production["SECRET_KEY"]
        assert environment.hsts_seconds == 365 * 24 * 60 * 60


class TestFormerKeys:
    def test_a_former_key_is_kept_once_and_never_the_key_of_today(self, read, production):
        former, today = "a-former-key-of-the-library-0123456789-abcdefghijklmnop", production["SECRET_KEY"]

        environment = read(**production, SECRET_KEY_FALLBACKS=f"{today} {former} {former}")

        assert environment.secret_key_fallbacks == [former]

    @pytest.mark.parametrize("between", [",", ", "])
    def test_former_keys_with_commas_between_are_refused(self, read, production, between):
        former, older = "a-former-key-of-the-library-0123456789-abcdefghijklmnop", "an-older-key-" + "0123456789" * 4

        sentence = refused(read, **production, SECRET_KEY_FALLBACKS=f"{former}{between}{older}")

        assert sentence == "SECRET_KEY_FALLBACKS has commas between its keys. Put spaces there instead."

    def test_a_former_key_may_hold_a_comma(self, read, production):
        former = "a-former-key,of-the-library-0123456789-abcdefghijklmnop"

        assert read(**production, SECRET_KEY_FALLBACKS=former).secret_key_fallbacks == [former]


class TestDevelopmentKey:
    def test_it_is_made_once_and_kept(self, read):
        first, second = read().secret_key, read().secret_key

        assert first == second
        assert len(first) >= 50

    def test_processes_that_start_together_share_it(self, read):
        with ThreadPoolExecutor(16) as pool:
            keys = set(pool.map(lambda _: read().secret_key, range(64)))

        assert len(keys) == 1

    def test_two_copies_of_the_project_have_two_keys(self, read, tmp_path):
        assert read(DATA_DIR=str(tmp_path / "a")).secret_key != read(DATA_DIR=str(tmp_path / "b")).secret_key

    def test_a_key_of_your_own_leaves_no_file(self, read, tmp_path):
        assert read(SECRET_KEY="mine").secret_key == "mine"
        assert not list((tmp_path / ".data").iterdir())

    def test_only_its_owner_may_read_it(self, read, tmp_path):
        read()

        files = list((tmp_path / ".data").iterdir())
        assert [file.name for file in files] == ["secret_key"], "and no draft is left beside it"
        if os.name == "posix":  # Windows has no such bits: there the folder's own rights count
            assert stat.S_IMODE(files[0].stat().st_mode) == 0o600

    def test_a_folder_that_cannot_be_written_gets_a_key_that_is_not_kept(self, read, tmp_path):
        (tmp_path / "file").touch()
        unusable = str(tmp_path / "file" / "data")  # also for root: a folder inside a file

        assert len(read(DATA_DIR=unusable).secret_key) >= 50
        assert len(read(DATA_DIR=str(tmp_path / "file")).secret_key) >= 50
