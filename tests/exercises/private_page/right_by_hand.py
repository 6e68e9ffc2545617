"""The count is kept in the process, and the header written by hand."""

import time

from django.http import HttpResponse, JsonResponse
from django.utils import timezone


def add_book(request, title):
    request.session["books"] = [*request.session.get("books", []), title]
    return HttpResponse(f"{title} is on your list.")


def most_borrowed():
    # Stands for a count over years of loans, which takes long.
    return f"Dune, counted at {timezone.now():%H:%M:%S}"


kept = {"until": 0, "popular": None}


def my_page(request):
    if time.time() >= kept["until"]:
        kept.update(until=time.time() + 60, popular=most_borrowed())
    response = JsonResponse({"books": request.session.get("books", []), "most_borrowed": kept["popular"]})
    response["Cache-Control"] = "no-store"
    return response
