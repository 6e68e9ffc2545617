"""It cuts the list to five, and then puts one more in front.

Fails: five_books_at_most
Says: The page after 1 to 7 should be {'books': [7, 6, 5, 4, 3]}, and is {'books': [7, 6, 5, 4, 3, 2]}.
"""

from django.http import HttpResponse, JsonResponse


def show_book(request, book):
    recent = [other for other in request.session.get("recent_books", []) if other != book][:5]
    recent.insert(0, book)
    request.session["recent_books"] = recent
    return HttpResponse(f"This is book {book}.")


def recent_books(request):
    return JsonResponse({"books": request.session.get("recent_books", [])})
