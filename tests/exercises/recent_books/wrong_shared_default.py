"""The default is a list of the module. Whoever begins with it changes it, for all who begin after that.

Fails: each_visitor_has_a_list_of_their_own
Says: Ben's page should be {'books': [9]}, and is {'books': [9, 7]}.
"""

from django.http import HttpResponse, JsonResponse

NOTHING = []


def show_book(request, book):
    recent = request.session.get("recent_books", NOTHING)
    if book in recent:
        recent.remove(book)
    recent.insert(0, book)
    request.session["recent_books"] = recent[:5]
    return HttpResponse(f"This is book {book}.")


def recent_books(request):
    return JsonResponse({"books": request.session.get("recent_books", [])})
