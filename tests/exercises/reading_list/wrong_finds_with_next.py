"""It looks for the book with next(), which raises StopIteration where none is found: a server error.

Fails: a_book_that_is_not_on_the_list_is_not_found
Says: write_note raised StopIteration, in line 15.
"""

from django.http import HttpResponse, JsonResponse


def entries_of(request):
    return request.session.get("reading_list", [])


def find_entry(request, book):
    return next(entry for entry in entries_of(request) if entry["book"] == book)


def add_book(request, book):
    entries = entries_of(request)
    if all(entry["book"] != book for entry in entries):
        request.session["reading_list"] = [*entries, {"book": book, "note": "", "read": False}]
    return HttpResponse("The book is on your list.")


def write_note(request, book):
    find_entry(request, book)["note"] = request.POST["note"]
    request.session.modified = True
    return HttpResponse("Your note is kept.")


def mark_as_read(request, book):
    find_entry(request, book)["read"] = True
    request.session.modified = True
    return HttpResponse("The book is read.")


def remove_book(request, book):
    entry = find_entry(request, book)
    request.session["reading_list"] = [other for other in entries_of(request) if other != entry]
    return HttpResponse("The book is off your list.")


def reading_list(request):
    return JsonResponse({"books": entries_of(request)})
