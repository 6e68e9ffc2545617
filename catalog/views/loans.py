"""Views for loans and reservations."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.mixins import LoginRequiredMixin, PermissionRequiredMixin
from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST

from catalog.forms import RenewBookForm
from catalog.forms.loans import proposed_renewal_date
from catalog.models import BookInstance
from catalog.views.lists import PagedList


class LoanedBooksByUserListView(LoginRequiredMixin, PagedList):
    """The reader's loans by due date, and the reader's reservations."""

    template_name = "catalog/bookinstance_list_borrowed_user.html"
    shown = BookInstance.objects.select_related("book__author")

    def get_queryset(self) -> QuerySet[BookInstance]:
        """Return the copies on loan to this reader."""
        return BookInstance.objects.on_loan().filter(borrower=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the reservations."""
        reserved = BookInstance.objects.filter(borrower=self.request.user, status=BookInstance.Status.RESERVED)
        return super().get_context_data(
            reservations=reserved.select_related("book").order_by("book__title", "pk"), **kwargs
        )


class LoanedBooksAllListView(PermissionRequiredMixin, PagedList):
    """All copies on loan, by due date, with their readers."""

    permission_required = "catalog.can_mark_returned"
    template_name = "catalog/bookinstance_list_borrowed_all.html"
    queryset = BookInstance.objects.on_loan()
    shown = BookInstance.objects.select_related("book__author", "borrower")


def log_in_first(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Redirect an anonymous visitor to the log-in page, and from there to the copy's page.

    ``login_required`` would redirect back to this URL, which accepts only POST.
    """

    @wraps(view)
    def checked(request: HttpRequest, pk: UUID) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, pk)
        return redirect_to_login(reverse("bookinstance-detail", kwargs={"pk": pk}))

    return checked


@login_required
@permission_required("catalog.can_mark_returned", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def renew_book_librarian(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a copy on loan a new due date."""
    book_instance = get_object_or_404(BookInstance.objects.select_related("book", "borrower"), pk=pk)
    typed = request.POST if request.method == "POST" else None
    form = RenewBookForm(typed, initial={"renewal_date": proposed_renewal_date()})
    if form.is_valid():
        due_back = form.cleaned_data["renewal_date"]
        if BookInstance.objects.filter(pk=pk).renew(due_back):
            messages.success(request, f"{book_instance.book} is due back on {date_format(due_back)}.")
        else:
            messages.warning(request, f"This copy of {book_instance.book} was not on loan.")
        return redirect("all-borrowed")
    context = {"form": form, "book_instance": book_instance}
    return render(request, "catalog/book_renew_librarian.html", context)


@require_POST
@log_in_first
@permission_required("catalog.can_mark_returned", raise_exception=True)
def return_copy(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mark a copy returned; idempotent."""
    copy = get_object_or_404(BookInstance.objects.select_related("book"), pk=pk)
    if BookInstance.objects.filter(pk=pk).mark_returned():
        messages.success(request, f"{copy.book} is back on the shelf.")
    else:
        messages.warning(request, f"This copy of {copy.book} was not on loan.")
    return redirect("all-borrowed")


@require_POST
@log_in_first
def reserve_copy(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Reserve an available copy for the reader."""
    copy = get_object_or_404(BookInstance.objects.select_related("book"), pk=pk)
    if BookInstance.objects.filter(pk=pk).reserve(request.user):
        messages.success(request, f"A copy of {copy.book} is reserved for you.")
        return redirect("my-borrowed")
    if copy.status == BookInstance.Status.RESERVED and copy.borrower_id == request.user.pk:  # pressed twice
        messages.info(request, f"A copy of {copy.book} is reserved for you already.")
        return redirect("my-borrowed")
    messages.warning(request, f"This copy of {copy.book} is not available. Another reader may have been quicker.")
    return redirect(copy.book or copy)


@require_POST
@log_in_first
def cancel_reservation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Cancel a reservation. Readers can cancel only their own."""
    if BookInstance.objects.filter(pk=pk).cancel_reservation(request.user):
        messages.success(request, "Your reservation is canceled.")
    else:
        messages.warning(request, "There was no such reservation of yours.")
    return redirect("my-borrowed")
