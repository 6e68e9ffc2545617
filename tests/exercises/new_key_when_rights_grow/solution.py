from django.http import HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare

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
    # Comparing in constant time does not tell by its duration how much of a guess was right.
    if not constant_time_compare(request.POST.get("code", ""), CODE):
        return HttpResponse("That is not the code.", status=403)
    # From here on the session key gives access to the room. Whoever saw or planted the old one must not get in, so the
    # contents move to a new key, and the row under the old one is deleted.
    request.session.cycle_key()
    request.session["may_enter"] = True
    return HttpResponse("The reading room is open to you.")
