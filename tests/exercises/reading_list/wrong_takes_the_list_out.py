"""It takes the list out, changes it and puts it back. A 404 in between saves the session without the list.

Fails: a_404_leaves_the_list_as_it_is
Says: The list after remove_book should be [7, 4], and is [].
"""

from django.http import Http404, HttpResponse, JsonResponse


def entries_of(request):
    return request.session.get("reading_list", [])


def find_entry(request, book):
    for entry in entries_of(request):
        if entry["book"] == book:
            return entry
    raise Http404("This book is not on your list.")


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
    entries = request.session.pop("reading_list", [])
    others = [entry for entry in entries if entry["book"] != book]
    if others == entries:
        raise Http404("This book is not on your list.")
    request.session["reading_list"] = others
    return HttpResponse("The book is off your list.")


def reading_list(request):
    return JsonResponse({"books": entries_of(request)})
