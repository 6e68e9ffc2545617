"""It keeps the books under their numbers. The keys of JSON are texts, so the next request finds 7 under '7' alone.

Fails: a_note_is_kept
Says: The note on book 4 should be "in May", and is "".
"""

from django.http import Http404, HttpResponse, JsonResponse


def entries_of(request):
    return request.session.get("reading_list", {})


def find_entry(request, book):
    if book not in entries_of(request):
        raise Http404("This book is not on your list.")
    return entries_of(request)[book]


def add_book(request, book):
    entries = entries_of(request)
    entries.setdefault(book, {"note": "", "read": False})
    request.session["reading_list"] = entries
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
    find_entry(request, book)
    del request.session["reading_list"][book]
    request.session.modified = True
    return HttpResponse("The book is off your list.")


def reading_list(request):
    return JsonResponse({"books": [{"book": int(book)} | entry for book, entry in entries_of(request).items()]})
