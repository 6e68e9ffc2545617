"""Puts the visitor's session into the pages of the library, as the page's own response leaves it."""

from __future__ import annotations

import logging

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.deprecation import MiddlewareMixin

from catalog.course.exchange.text import short_key
from catalog.course.panel.cookies import note_sent_cookie
from catalog.course.panel.looks import key_of, look, panel_context
from catalog.notes import describe

logger = logging.getLogger(__name__)

STRIP = b"<!--your-session:strip-->"
CARD = b"<!--your-session:card-->"


class SessionPanelMiddleware(MiddlewareMixin):
    """Fills the places that ``base.html`` keeps for the session; stands outside ``SessionMiddleware``.

    When a view draws its page, the session is not saved yet, and the cookie not set. Out here both have happened, so
    what is shown is what is stored. The strip needs no query: it shows the key, and the rest is asked for when the
    reader opens it.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Note the session cookie, and fill the place in a page that has one."""
        sent = note_sent_cookie(response)
        key = (key_of(request) if sent is None else sent) or None
        place = _place_in(response)
        if place is None:
            return response
        panel = _strip(key) if place == STRIP else _card(request, response, key)
        response.content = response.content.replace(place, panel.encode(), 1)
        if "Content-Length" in response:
            response["Content-Length"] = str(len(response.content))
        patch_cache_control(response, private=True)
        patch_vary_headers(response, ["Cookie"])
        return response


def _place_in(response: HttpResponse) -> bytes | None:
    if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
        return None
    return next((place for place in (STRIP, CARD) if place in response.content), None)


def _strip(key: str | None) -> str:
    return render_to_string("course/panel/strip.html", {"short_key": short_key(key)})


def _card(request: HttpRequest, response: HttpResponse, key: str | None) -> str:
    can_post = settings.CSRF_COOKIE_NAME in request.COOKIES or settings.CSRF_COOKIE_NAME in response.cookies
    seen = look(key)
    if seen.failure is not None:  # the page itself is done, and says what is so
        logger.warning("The panel of %s shows no session: %s", request.path, describe(seen.failure))
    context = panel_context(seen, can_post=can_post)
    return render_to_string("course/panel/card.html", context | {"csrf_token": get_token(request) if can_post else ""})
