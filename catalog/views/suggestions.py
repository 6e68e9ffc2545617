"""Suggestions for a picker: at most ten ``<option>`` elements."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required, permission_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.fields import fold
from catalog.forms.pickers import suggestion
from catalog.models import Author, Book

SUGGESTIONS = 10


def _typed(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\0", "")  # PostgreSQL rejects null characters


def _suggest(request: HttpRequest, rows: QuerySet) -> HttpResponse:
    suggestions = [suggestion(row) for row in rows[:SUGGESTIONS]]
    return render(request, "catalog/suggestions.html", {"suggestions": suggestions})


@login_required
@require_safe
def author_suggestions(request: HttpRequest) -> HttpResponse:
    """Suggest authors for ``?author=aus``."""
    authors = Author.objects.order_by("last_name", "first_name", "pk")
    for word in fold(_typed(request, "author")).split()[:4]:
        authors = authors.filter(search_name__contains=word.strip(","))
    return _suggest(request, authors)


@login_required
@require_safe
def book_suggestions(request: HttpRequest) -> HttpResponse:
    """Suggest books for ``?book=per``."""
    return _suggest(request, Book.objects.search(_typed(request, "book")).order_by("title", "pk"))


@login_required
@permission_required("catalog.change_bookinstance", raise_exception=True)
@require_safe
def reader_suggestions(request: HttpRequest) -> HttpResponse:
    """Suggest readers for ``?borrower=ma``; requires the permission to edit copies."""
    readers = get_user_model().objects.filter(is_active=True, username__icontains=_typed(request, "borrower"))
    return _suggest(request, readers.order_by("username"))
