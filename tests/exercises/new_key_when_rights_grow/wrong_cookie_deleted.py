"""It deletes the cookie in the view. The middleware comes later, saves the session and sets the same key again.

Fails: the_visitor_gets_a_new_key
Says: Ann's key should be a new one, and is the one from before.
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
    response = HttpResponse("The reading room is open to you.")
    response.delete_cookie("sessionid")
    return response
