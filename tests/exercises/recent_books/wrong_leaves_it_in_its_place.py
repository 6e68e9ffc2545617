"""It does nothing for a book that is listed already, so the list has the order of the first views.

Fails: a_book_is_listed_once
Says: The page after 7, 4, 9, 7 should be {'books': [7, 9, 4]}, and is {'books': [9, 4, 7]}.
"""

from django.http import HttpResponse, JsonResponse


def show_book(request, book):
    recent = request.session.get("recent_books", [])
    if book not in recent:
        request.session["recent_books"] = [book, *recent][:5]
    return HttpResponse(f"This is book {book}.")


def recent_books(request):
    return JsonResponse({"books": request.session.get("recent_books", [])})
