"""Malformed and oversized forms are refused with the right status and a sentence."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.conf import settings as site_settings
from django.http import HttpRequest, UnreadablePostError
from django.test import Client
from django.urls import reverse

from tests.raw_requests import SERVERS, TOKEN, form, sentence
from tests.sessions import FORM, ODD_TEXTS, rows

BOUNDARY = "between"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_log")]


def part(disposition: str, value: bytes, *more: str) -> bytes:
    """Return a multipart form with one part."""
    lines = [f"--{BOUNDARY}", f"Content-Disposition: form-data; {disposition}", *more, "", ""]
    return "\r\n".join(lines).encode() + value + f"\r\n--{BOUNDARY}--\r\n".encode()


@pytest.mark.parametrize("body", [b"a=%FF", b"a=\xff", b"a=%ED%A0%80", b"%FF=a", b"name=Jos\xe9"])
def test_a_form_that_is_not_utf_8_is_refused(send, body):
    answer = send(form(body))

    assert answer.status == 400
    assert "not UTF-8" in sentence(answer)


@pytest.mark.parametrize(
    "body",
    [
        part('name="value"', b"Jos\xe9"),
        part('name="value"', b"\xed\xa0\x80"),
        part('name="value"; filename="x"', b"text").replace(b'"x"', b'"Jos\xe9.txt"'),
        part('name="x"', b"text").replace(b'"x"', b'"\xff"'),
    ],
    ids=["value", "half a character", "name of a file", "name"],
)
def test_a_form_in_parts_that_is_not_utf_8_is_refused(send, body):
    answer = send(form(body, content_type=MULTIPART))

    assert answer.status == 400
    assert "not UTF-8" in sentence(answer)


@pytest.mark.parametrize("text", ["é", "\ufffd", "🐉"])
@pytest.mark.parametrize("content_type", [FORM, MULTIPART])
def test_a_form_in_utf_8_is_read(text, content_type):
    fields = {"name": "color", "value": text}
    client = Client()

    body = urlencode(fields) if content_type == FORM else fields
    more = {"content_type": FORM} if content_type == FORM else {}
    client.post(reverse("inspector-store"), body, **more)

    assert client.session["color"] == text


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"a=b"),
        ("multipart/form-data; boundary=", b"a=b"),
        (f"multipart/form-data; boundary={'x' * 300}", b"a=b"),
        ("multipart/form-data; boundary=\xff", b"a=b"),
        (MULTIPART, part('name="a"; filename="b"', b"%", "Content-Transfer-Encoding: base64")),
    ],
    ids=["no boundary", "empty boundary", "long boundary", "odd boundary", "no base64"],
)
def test_a_form_whose_parts_cannot_be_told_apart_is_refused(send, content_type, body):
    answer = send(form(body, content_type=content_type))

    nowhere = send(form(body, b"/nowhere/", content_type=content_type))

    assert answer.status == nowhere.status == 400
    assert "The parts of your form" in sentence(answer)
    assert sentence(nowhere) == sentence(answer)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b'{"page_size": "\\ud800"}'),
        ("text/plain", b"page_size=25"),
        ("", b"\xff\xfe"),
        (MULTIPART, b""),
        (MULTIPART, part('name="page_size"; filename="x.txt"', b"25", "Content-Type: text/plain")),
        (MULTIPART, part("nothing", b"25")),
    ],
    ids=["JSON", "plain", "bytes", "nothing", "a file for text", "no name"],
)
def test_what_is_no_form_is_none_of_ours(send, content_type, body):
    answer = send(form(body, content_type=content_type))

    assert answer.status == 403, "it holds no token"
    assert answer.page.select_one("main h1").get_text() == "The form was too old, or not from this site"


def test_a_form_with_too_many_fields_is_told_how_many_it_may_have(send):
    answer = send(form(b"&".join(b"a=" for _ in range(1001))))

    assert answer.status == 400
    assert "at most 1,000 fields" in sentence(answer)
    assert send(form(b"&".join(b"a=" for _ in range(1001)), b"/nowhere/")).status == 400


def test_a_form_with_too_many_files_is_told_how_many_it_may_have(send):
    one = part('name="a"; filename="b"', b"").removesuffix(b"--\r\n") + b"\r\n"

    answer = send(form(one * 101 + part('name="a"', b""), content_type=MULTIPART))

    assert answer.status == 400
    assert "at most 100 files" in sentence(answer)


def test_a_form_that_is_too_large_is_told_how_large_it_may_be(send):
    answer = send(form(b"a=" + b"x" * site_settings.DATA_UPLOAD_MAX_MEMORY_SIZE))

    assert answer.status == 413
    assert "2,621,440 bytes" in sentence(answer)


@pytest.mark.parametrize("length", ["-1", "nonsense", "1.5", "²", "0x10", "1, 1", "+1", " "])
def test_a_length_that_is_no_number_is_refused(send, length):
    answer = send(form(b"a=b", content_length=length))

    assert answer.status == 400
    assert "Content-Length" in sentence(answer)


def test_a_form_without_a_length_is_asked_for_it_where_the_server_cannot_read_on():
    answer = form(b"a=b", content_length=None, transfer_encoding="chunked").send(SERVERS["wsgi"])

    assert answer.status == 411
    assert "Content-Length" in sentence(answer)


def test_a_form_without_a_length_is_read_to_its_end_where_the_server_can():
    body = f"csrfmiddlewaretoken={TOKEN}&page_size=25&accent=plum&theme=dark".encode()
    raw = form(body, content_length=None, transfer_encoding="chunked")

    assert raw.send(SERVERS["asgi"]).status == 302


def test_a_form_that_breaks_off_is_refused(send, monkeypatch):
    """Production servers raise ``OSError`` if a client disconnects in the middle of a form."""

    def break_off(request: HttpRequest, *size: int) -> bytes:
        raise UnreadablePostError("the connection was reset")

    monkeypatch.setattr(HttpRequest, "read", break_off)

    answer = send(form(b"a=b"))

    assert answer.status == 400
    assert "is incomplete" in sentence(answer)


@pytest.mark.parametrize("text", [text for text in ODD_TEXTS if text != "\ud800"])
@pytest.mark.parametrize("name", ["login", "password_reset"])
def test_odd_text_in_a_form_of_an_account_is_an_answer_like_any_other(client, name, text):
    fields = {"username": text, "password": text, "email": f"{text}@example.org"}

    assert client.post(reverse(name), fields).status_code in {200, 302, 400}


def test_nothing_is_changed_by_what_is_refused(send):
    client = Client()
    client.get(reverse("index"))
    before = rows()

    answer = send(form(b"a=%FF", cookie=f"sessionid={client.cookies['sessionid'].value}"))

    assert answer.status == 400
    assert rows() == before
    assert answer.cookies == {}
