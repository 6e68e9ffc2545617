"""A book that is not on the list is passed over in silence. Whoever sent the note believes that it is kept.

Fails: a_book_that_is_not_on_the_list_is_not_found
Says: The status of write_note, for a book that is not listed, should be 404, and is 200.
"""

from django.http import HttpResponse, JsonResponse


def entries_of(request):
    return request.session.get("reading_list", [])


def add_book(request, book):
    entries = entries_of(request)
    if all(entry["book"] != book for entry in entries):
        request.session["reading_list"] = [*entries, {"book": book, "note": "", "read": False}]
    return HttpResponse("The book is on your list.")


def write_note(request, book):
    for entry in entries_of(request):
        if entry["book"] == book:
            entry["note"] = request.POST["note"]
    request.session.modified = True
    return HttpResponse("Your note is kept.")


def mark_as_read(request, book):
    for entry in entries_of(request):
        if entry["book"] == book:
            entry["read"] = True
    request.session.modified = True
    return HttpResponse("The book is read.")


def remove_book(request, book):
    request.session["reading_list"] = [entry for entry in entries_of(request) if entry["book"] != book]
    return HttpResponse("The book is off your list.")


def reading_list(request):
    return JsonResponse({"books": entries_of(request)})
