"""It deletes the old row by its key. A first visitor has none, and `delete(None)` deletes the row that was just made.

Fails: the_right_code_opens_the_reading_room
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
    old_key = request.session.session_key
    request.session["may_enter"] = True
    request.session.create()
    request.session.delete(old_key)
    return HttpResponse("The reading room is open to you.")
