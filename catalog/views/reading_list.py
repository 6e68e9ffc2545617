"""The reading list, which is stored in the visitor's session."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalog import visitor
from catalog.forms import NoteForm
from catalog.models import Book
from catalog.sessions import needs_session


@require_safe
@needs_session
def reading_list(request: HttpRequest) -> HttpResponse:
    """Show the list, each book with its note."""
    notes = {entry["book"]: entry["note"] for entry in visitor.reading_list(request.session)}
    books = Book.objects.in_order(list(notes))
    entries = [
        {"book": book, "form": NoteForm(initial={"note": notes[book.pk]}, auto_id=f"note_{book.pk}_%s")}
        for book in books
    ]
    return render(request, "catalog/reading_list.html", {"entries": entries, "limit": visitor.READING_LIST_LIMIT})


@require_http_methods(["GET", "HEAD", "POST"])
@needs_session
def add_to_reading_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a book to the list. GET asks for confirmation: the first entry creates a session and sets a cookie."""
    book = get_object_or_404(Book, pk=pk)
    if request.method != "POST":
        return render(request, "catalog/reading_list_add.html", {"book": book})
    if visitor.add_to_reading_list(request.session, book.pk):
        messages.success(request, f"{book} is on your reading list.")
    else:
        messages.info(request, f"{book} was on your reading list already.")
    return redirect("reading-list")


@require_POST
def remove_from_reading_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a book from the list."""
    if visitor.remove_from_reading_list(request.session, pk):
        messages.success(request, "The book was removed from your reading list.")
    return redirect("reading-list")


@require_POST
def note_on_reading_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the note on a book."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        raise BadRequest(form.errors["note"][0])
    if visitor.note_on_reading_list(request.session, pk, form.cleaned_data["note"]):
        messages.success(request, "Your note is kept.")
    else:
        messages.warning(request, "This book is no longer on your reading list.")
    return redirect("reading-list")


@require_POST
def clear_reading_list(request: HttpRequest) -> HttpResponse:
    """Remove all books from the list."""
    visitor.clear_reading_list(request.session)
    messages.success(request, "Your reading list is empty.")
    return redirect("reading-list")
