"""It takes for granted that there is a list. For whoever has viewed nothing, brackets raise KeyError.

Fails: whoever_viewed_none_gets_an_empty_list
Says: recent_books raised KeyError: 'recent_books', in line 17.
"""

from django.http import HttpResponse, JsonResponse


def show_book(request, book):
    others = [other for other in request.session.get("recent_books", []) if other != book]
    request.session["recent_books"] = [book, *others][:5]
    return HttpResponse(f"This is book {book}.")


def recent_books(request):
    return JsonResponse({"books": request.session["recent_books"]})
