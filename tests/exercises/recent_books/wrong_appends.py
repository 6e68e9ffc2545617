"""It puts the latest book at the end.

Fails: the_latest_comes_first
Says: The page after 7, 4, 9 should be {'books': [9, 4, 7]}, and is {'books': [7, 4, 9]}.
"""

from django.http import HttpResponse, JsonResponse


def show_book(request, book):
    others = [other for other in request.session.get("recent_books", []) if other != book]
    request.session["recent_books"] = [*others, book][-5:]
    return HttpResponse(f"This is book {book}.")


def recent_books(request):
    return JsonResponse({"books": request.session.get("recent_books", [])})
