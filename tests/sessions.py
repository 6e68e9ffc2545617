"""Sessions as tests see them: what a browser's session holds, and every stored row, byte for byte."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from hypothesis import strategies as st

from catalog import visitor

FORM = "application/x-www-form-urlencoded"

ODD_TEXTS = (
    "\x00",
    "\x7f",
    "a\r\nb",
    "\u2028",
    "\u202eevil",
    "\ud800",
    "\U000e0041",
    "<script>alert(1)</script>",
    "\"'&",
)
texts = st.text(max_size=12) | st.sampled_from(ODD_TEXTS)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


def key_of(client: Client) -> str | None:
    """Return the session key in the browser's cookie, if it has one."""
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return cookie.value or None if cookie else None


def stored(client: Client) -> dict[str, Any]:
    """Return what the database holds for the browser; nothing for a browser without a cookie."""
    row = Session.objects.filter(session_key=key_of(client)).first()
    return row.get_decoded() if row else {}


def rows() -> list[tuple]:
    """Return every stored session, byte for byte."""
    return list(Session.objects.order_by("session_key").values_list("session_key", "session_data", "expire_date"))


def put(client: Client, entries: dict[str, Any]) -> None:
    """Write ``entries`` into the browser's session past the site, as no visitor can."""
    session = client.session
    session.update(entries)
    session.save()


def log_in(client: Client, user: User) -> None:
    """Log ``user`` in without a password, and note the time as a log-in by the form does."""
    client.force_login(user)
    session = client.session
    visitor.begin_login(session, int(time.time()))
    session.save()


def post_raw(client: Client, address: str, data: dict[str, str]) -> HttpResponse:
    """Send a form whatever its characters are, half ones included, as a program of bad will would."""
    return client.post(address, urlencode(data, errors="surrogatepass"), content_type=FORM)
