"""It appends to the list inside the session. Only setdefault() is noticed, which stores the list with the first book.

Fails: books_come_to_the_end_of_the_list
Says: The list should be [7, 4, 9], and is [7].
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
    entries = request.session.setdefault("reading_list", [])
    if all(entry["book"] != book for entry in entries):
        entries.append({"book": book, "note": "", "read": False})
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
