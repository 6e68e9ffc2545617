"""The contents are taken out, the session is ended, and a new one is filled with them."""

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
    kept = dict(request.session.items())
    request.session.flush()
    request.session.update(kept)
    request.session["may_enter"] = True
    return HttpResponse("The reading room is open to you.")
