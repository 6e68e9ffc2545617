"""It takes for granted that there is a list. For whoever has added nothing, brackets raise KeyError.

Fails: whoever_added_none_gets_an_empty_list
Says: reading_list raised KeyError: 'reading_list', in line 47.
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
    entry = find_entry(request, book)
    request.session["reading_list"] = [other for other in entries_of(request) if other != entry]
    return HttpResponse("The book is off your list.")


def reading_list(request):
    return JsonResponse({"books": request.session["reading_list"]})
