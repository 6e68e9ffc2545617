"""It keeps a dictionary with the numbers as keys. The keys of JSON are texts, and so they come back.

Fails: a_viewed_book_is_listed
Says: The page should be {'books': [7]}, and is {'books': ['7']}.
"""

from django.http import HttpResponse, JsonResponse


def show_book(request, book):
    recent = request.session.get("recent_books", {})
    recent.pop(book, None)
    recent[book] = True
    while len(recent) > 5:
        del recent[next(iter(recent))]
    request.session["recent_books"] = recent
    return HttpResponse(f"This is book {book}.")


def recent_books(request):
    return JsonResponse({"books": list(request.session.get("recent_books", {}))[::-1]})
