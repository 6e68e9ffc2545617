from django.http import Http404, HttpResponse, JsonResponse


def entries_of(request):
    # Reading gives an empty list where there is none, and stores nothing: setdefault() would begin a session.
    return request.session.get("reading_list", [])


def find_entry(request, book):
    # Whoever is to change an entry looks for it first. A 404 saves the session, but nothing is changed by then.
    for entry in entries_of(request):
        if entry["book"] == book:
            return entry
    raise Http404("This book is not on your list.")


def add_book(request, book):
    entries = entries_of(request)
    if all(entry["book"] != book for entry in entries):
        # An assignment to a key of the session is noticed.
        request.session["reading_list"] = [*entries, {"book": book, "note": "", "read": False}]
    return HttpResponse("The book is on your list.")


def write_note(request, book):
    find_entry(request, book)["note"] = request.POST.get("note", "")
    # The note lies in a dictionary in a list in the session. Django does not look that deep, and is told.
    request.session.modified = True
    return HttpResponse("Your note is kept.")


def mark_as_read(request, book):
    find_entry(request, book)["read"] = True
    request.session.modified = True
    return HttpResponse("The book is read.")


def remove_book(request, book):
    entry = find_entry(request, book)
    request.session["reading_list"] = [other for other in entries_of(request) if other is not entry]
    return HttpResponse("The book is off your list.")


def reading_list(request):
    return JsonResponse({"books": entries_of(request)})
