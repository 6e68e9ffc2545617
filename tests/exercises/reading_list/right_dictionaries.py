"""A dictionary of dictionaries. Its keys are texts, as JSON will have them. A view that changes it assigns it again."""

from django.http import HttpResponseNotFound, HttpResponseRedirect, JsonResponse


def add_book(request, book):
    shelf = request.session.get("shelf", {})
    shelf.setdefault(str(book), {"note": "", "read": False})
    request.session["shelf"] = shelf
    return HttpResponseRedirect("/reading_list/")


def write_note(request, book):
    return change(request, book, note=request.POST["note"])


def mark_as_read(request, book):
    return change(request, book, read=True)


def remove_book(request, book):
    shelf = request.session.get("shelf", {})
    if shelf.pop(str(book), None) is None:
        return HttpResponseNotFound("This book is not on your list.")
    request.session["shelf"] = shelf
    return HttpResponseRedirect("/reading_list/")


def reading_list(request):
    shelf = request.session.get("shelf", {})
    return JsonResponse({"books": [{"book": int(number)} | entry for number, entry in shelf.items()]})


def change(request, book, **changed):
    shelf = request.session.get("shelf", {})
    if str(book) not in shelf:
        return HttpResponseNotFound("This book is not on your list.")
    shelf[str(book)].update(changed)
    request.session["shelf"] = shelf
    return HttpResponseRedirect("/reading_list/")
