"""It keeps a set. The view is done and all looks well, and then JSON has no sets.

Fails: a_viewed_book_is_listed
Says: show_book was done, and then Django could not save the session: TypeError: Object of type set is not JSON serializable.
"""  # noqa: E501

from django.http import HttpResponse, JsonResponse


def show_book(request, book):
    request.session["recent_books"] = {book, *request.session.get("recent_books", [])}
    return HttpResponse(f"This is book {book}.")


def recent_books(request):
    return JsonResponse({"books": list(request.session.get("recent_books", []))})
