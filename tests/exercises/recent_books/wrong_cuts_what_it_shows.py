"""It shows five and keeps them all. The row grows with every book, and is read and written as a whole each time.

Fails: no_more_than_five_are_stored
Says: The number of books in the session should be 5 at most, and is 9.
"""

from django.http import HttpResponse, JsonResponse


def show_book(request, book):
    others = [other for other in request.session.get("recent_books", []) if other != book]
    request.session["recent_books"] = [book, *others]
    return HttpResponse(f"This is book {book}.")


def recent_books(request):
    return JsonResponse({"books": request.session.get("recent_books", [])[:5]})
