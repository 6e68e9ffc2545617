"""Access to stored sessions in tests: the entries of a browser's session, and all rows."""

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
    """Return the session key in the browser's cookie, or ``None``."""
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return cookie.value or None if cookie else None


def stored(client: Client) -> dict[str, Any]:
    """Return the stored entries of the browser's session; an empty dictionary without a cookie."""
    row = Session.objects.filter(session_key=key_of(client)).first()
    return row.get_decoded() if row else {}


def rows() -> list[tuple]:
    """Return the columns of every stored session."""
    return list(Session.objects.order_by("session_key").values_list("session_key", "session_data", "expire_date"))


def put(client: Client, entries: dict[str, Any]) -> None:
    """Store ``entries`` in the browser's session directly, without the site."""
    session = client.session
    session.update(entries)
    session.save()


def log_in(client: Client, user: User) -> None:
    """Log ``user`` in without a password, and store the times like the log-in form."""
    client.force_login(user)
    session = client.session
    visitor.begin_login(session, int(time.time()))
    session.save()


def post_raw(client: Client, address: str, data: dict[str, str]) -> HttpResponse:
    """Submit a form with any characters, lone surrogates included."""
    return client.post(address, urlencode(data, errors="surrogatepass"), content_type=FORM)
