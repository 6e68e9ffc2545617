"""The preferences of a visitor, stored in the session."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from catalog import visitor
from catalog.forms import PreferencesForm
from catalog.sessions import needs_session
from catalog.theme import THEME_COOKIE, theme_of

THEME_AGE = 365 * 24 * 60 * 60  # seconds


@require_http_methods(["GET", "HEAD", "POST"])
@needs_session
def preferences(request: HttpRequest) -> HttpResponse:
    """Set the results per page and the color of the site, kept in the session, and the theme, kept in a cookie."""
    initial = {
        "page_size": visitor.page_size(request.session),
        "accent": visitor.accent(request.session),
        "theme": theme_of(request),
    }
    form = PreferencesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        visitor.set_page_size(request.session, form.cleaned_data["page_size"])
        visitor.set_accent(request.session, form.cleaned_data["accent"])
        messages.success(request, "Your preferences are kept.")
        response = HttpResponseRedirect(safe_next(request) or reverse("preferences"))
        theme, secure = form.cleaned_data["theme"], settings.SESSION_COOKIE_SECURE
        response.set_cookie(THEME_COOKIE, theme, max_age=THEME_AGE, samesite="Lax", secure=secure)
        return response
    context = {"form": form, "next": safe_next(request)}
    return render(request, "catalog/preferences.html", context, status=400 if form.errors else 200)


def safe_next(request: HttpRequest) -> str:
    """Return the redirect target (``next``) if it is a URL of this site, and an empty text otherwise."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if allowed and address.startswith("/") else ""
