"""It ends the session and begins a new one. The key is new, and the reading list is gone with the old row.

Fails: the_list_stays
Says: Ann's list should be ['Dune', 'Emma'], and is [].
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
    request.session.flush()
    request.session["may_enter"] = True
    return HttpResponse("The reading room is open to you.")
