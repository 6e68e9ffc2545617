"""It makes room in a full list before it looks whether the book is listed already, and so drops one for nothing.

Fails: a_listed_book_makes_no_other_go
Says: The page after 1 to 5, and 3 should be {'books': [3, 5, 4, 2, 1]}, and is {'books': [3, 5, 4, 2]}.
"""

from django.http import HttpResponse, JsonResponse


def show_book(request, book):
    recent = request.session.get("recent_books", [])
    if len(recent) == 5:
        recent.pop()
    if book in recent:
        recent.remove(book)
    request.session["recent_books"] = [book, *recent]
    return HttpResponse(f"This is book {book}.")


def recent_books(request):
    return JsonResponse({"books": request.session.get("recent_books", [])})
