"""Generated requests to every route of the site cause no server error.

The addresses come from the URL configuration, so none is forgotten. With ``CI`` set they get 10,000 requests together,
with ``--full`` a few each, and otherwise every fourth gets a few. A failure prints the request:
``RawRequest(…).send()`` sends it again.
"""

from __future__ import annotations

import json
import math
import os

import pytest
from bs4 import BeautifulSoup
from django.test import override_settings
from django.urls import resolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.project.fuzz.addresses import STATIC, Address, every_address
from tests.project.fuzz.library import Library
from tests.project.fuzz.requests import Fields, requests
from tests.raw_requests import TOKEN, Answer, RawRequest, through_asgi, through_wsgi
from tests.selection import one_in

ADDRESSES = every_address()
REQUESTS = 10_000
EXAMPLES = math.ceil(REQUESTS / len(ADDRESSES)) if os.environ.get("CI") else 2

each_address = pytest.mark.parametrize("address", one_in(4, ADDRESSES), ids=lambda address: address.route or "/")


def first_path(address: Address, library: Library) -> bytes:
    """Return the first existing path."""
    return address.path([values[0] for values in address.real(library)])


def fields_of_page(answer: Answer) -> Fields:
    """Return the fields of all forms of a page, with their values."""
    page = BeautifulSoup(answer.body, "html.parser")
    found = page.select('form[method=post] [name]:not([name="csrfmiddlewaretoken"]):not([type=submit])')
    return [(field["name"], _value(field).encode()) for field in found]


def _value(field) -> str:
    if field.name == "select":
        chosen = field.select_one("option[selected]") or field.select_one("option")
        return chosen.get("value", "") if chosen else ""
    return field.get_text() if field.name == "textarea" else field.get("value", "")


@pytest.fixture
def known(request, library, send) -> Fields:
    """The fields of the page of the tested route."""
    address = request.node.callspec.params["address"]
    headers = {"cookie": f"sessionid={library.keys['administrator']}; csrftoken={TOKEN}"}
    return fields_of_page(send(RawRequest("GET", first_path(address, library), headers)))


def test_every_address_of_the_site_is_known_and_leads_where_it_should(library):
    """A parameter without known values raises ``LookupError`` here."""
    for address in ADDRESSES:
        if address.route != STATIC:
            assert resolve(first_path(address, library).decode()).route == address.route


@each_address
@settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_no_request_ends_in_a_server_error(library, send, known, address, data):
    request = data.draw(requests(address, known, library))
    server = data.draw(st.sampled_from([through_wsgi, through_wsgi, through_wsgi, through_asgi]))
    debug = data.draw(st.booleans()) if "/exercises/" in address.route else False
    with override_settings(DEBUG=debug):
        answer = send(request, through_wsgi if address.route == STATIC else server)

    check(request, answer)


def check(request: RawRequest, answer: Answer) -> None:
    """Assert that a response can be decoded, and that an error response has a text."""
    content_type = answer.headers.get("content-type", "")
    if request.method == "HEAD" or not answer.body:
        silent = request.method == "HEAD" or request.target.startswith(b"/static/")  # WhiteNoise: 405, 416
        assert answer.status < 400 or silent, "it should say something"
    elif content_type.startswith("text/html"):
        page = BeautifulSoup(answer.body.decode(), "html.parser")
        assert answer.status < 400 or page.get_text(strip=True)
    elif content_type.startswith("application/json"):
        json.loads(answer.body)
