"""A form checks what comes in, and the same form checks what is read."""

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpResponse


class PageSizeForm(forms.Form):
    size = forms.TypedChoiceField(coerce=int, choices=[(size, size) for size in (10, 25, 50)])


def choose_page_size(request):
    form = PageSizeForm(request.POST)
    if not form.is_valid():
        raise BadRequest("Choose 10, 25 or 50.")
    request.session["page_size"] = form.cleaned_data["size"]
    return HttpResponse("Your choice is kept.")


def list_books(request):
    stored = PageSizeForm({"size": request.session.get("page_size")})
    return HttpResponse(str(stored.cleaned_data["size"] if stored.is_valid() else 10))
