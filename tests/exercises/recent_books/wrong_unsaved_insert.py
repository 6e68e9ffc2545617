"""It changes the list inside the session. Only setdefault() is noticed, which stores the list on the first visit.

Fails: the_latest_comes_first
Says: The page after 7, 4, 9 should be {'books': [9, 4, 7]}, and is {'books': [7]}.
"""

from django.http import HttpResponse, JsonResponse


def show_book(request, book):
    recent = request.session.setdefault("recent_books", [])
    if book in recent:
        recent.remove(book)
    recent.insert(0, book)
    del recent[5:]
    return HttpResponse(f"This is book {book}.")


def recent_books(request):
    return JsonResponse({"books": request.session.get("recent_books", [])})
