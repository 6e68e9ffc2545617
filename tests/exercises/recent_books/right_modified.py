"""It changes the list where it lies, oldest first, and tells Django so."""

from django.http import HttpResponse, JsonResponse


def show_book(request, book):
    viewed = request.session.setdefault("viewed", [])
    if book in viewed:
        viewed.remove(book)
    viewed.append(book)
    del viewed[:-5]
    request.session.modified = True
    return HttpResponse(f"This is book {book}.")


def recent_books(request):
    return JsonResponse({"books": request.session.get("viewed", [])[::-1]})
