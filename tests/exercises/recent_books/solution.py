from django.http import HttpResponse, JsonResponse

LONGEST = 5


def show_book(request, book):
    # Without this book first: a book that is listed already makes no other one go.
    others = [other for other in request.session.get("recent_books", []) if other != book]
    # A new list is assigned, so Django notices. It is cut here, and not where it is shown, so the row stays small.
    request.session["recent_books"] = [book, *others][:LONGEST]
    return HttpResponse(f"This is book {book}.")


def recent_books(request):
    return JsonResponse({"books": request.session.get("recent_books", [])})
