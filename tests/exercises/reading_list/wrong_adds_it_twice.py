"""It adds a book without looking whether it is on the list.

Fails: a_book_that_is_added_again_stays_as_it_is
Says: The list should be [7, 4], and is [7, 4, 7].
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
    request.session["reading_list"] = [*entries_of(request), {"book": book, "note": "", "read": False}]
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
