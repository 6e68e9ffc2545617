"""It puts each view in front, and a book that is viewed twice is there twice.

Fails: a_book_is_listed_once
Says: The page after 7, 4, 9, 7 should be {'books': [7, 9, 4]}, and is {'books': [7, 9, 4, 7]}.
"""

from django.http import HttpResponse, JsonResponse


def show_book(request, book):
    request.session["recent_books"] = [book, *request.session.get("recent_books", [])][:5]
    return HttpResponse(f"This is book {book}.")


def recent_books(request):
    return JsonResponse({"books": request.session.get("recent_books", [])})
