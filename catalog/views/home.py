"""The home page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from catalog import visitor
from catalog.choices import label_choices
from catalog.models import Book, Genre
from catalog.statistics import library_counts


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the numbers of the library, and count this visit."""
    num_visits = visitor.visits(request.session) + 1
    request.session["num_visits"] = num_visits
    context = {
        "num_visits": num_visits,
        "welcome": not visitor.is_dismissed(request.session, "welcome"),
        "recent_books": Book.objects.in_order(visitor.recent_books(request.session)),
        "genres": label_choices(Genre),
        **library_counts(),
    }
    return render(request, "catalog/index.html", context)


@require_POST
def dismiss_notice(request: HttpRequest, notice: str) -> HttpResponse:
    """Dismiss a notice of the home page for the lifetime of the session."""
    visitor.dismiss(request.session, notice)
    return redirect("index")
