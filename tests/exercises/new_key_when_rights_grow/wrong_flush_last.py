"""It stores the right and then throws the session away, the right included.

Fails: the_right_code_opens_the_reading_room
Says: The room's status for Ann should be 200, and is 403.
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
    request.session.flush()
    return HttpResponse("The reading room is open to you.")
