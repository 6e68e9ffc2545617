"""It puts a new entry in the place of the old one, and the note of the old one is gone.

Fails: a_note_and_a_mark_go_together
Says: The note on book 4, which is read now, should be "in May", and is "".
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
    place = entries_of(request).index(find_entry(request, book))
    request.session["reading_list"][place] = {"book": book, "note": "", "read": True}
    request.session.modified = True
    return HttpResponse("The book is read.")


def remove_book(request, book):
    entry = find_entry(request, book)
    request.session["reading_list"] = [other for other in entries_of(request) if other != entry]
    return HttpResponse("The book is off your list.")


def reading_list(request):
    return JsonResponse({"books": entries_of(request)})
