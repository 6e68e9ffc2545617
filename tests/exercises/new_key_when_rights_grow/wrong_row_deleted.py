"""`delete()` removes the row and keeps the key. When Django saves, it finds no row to update, and answers 400.
Only a first visitor, who has no row yet, is let in.

Fails: the_list_stays
Says: The status for the right code should be 200, and is 400.
"""

from django.http import HttpResponse, JsonResponse

CODE = "quiet please"


def add_book(request, title):
    request.session["books"] = [*request.session.get("books", []), title]
    return HttpResponse(f"{title} is on your list.")


def show_list(request):
    return JsonResponse(request.session.get("books", []), safe=False)


def reading_room(request):
    if not request.session.get("may_enter"):
        return HttpResponse("Type the code first.", status=403)
    return HttpResponse("Welcome to the rare books.")


def enter_code(request):
    if request.POST.get("code") != CODE:
        return HttpResponse("That is not the code.", status=403)
    request.session["may_enter"] = True
    request.session.delete()
    return HttpResponse("The reading room is open to you.")
