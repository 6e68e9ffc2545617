"""It takes the user out of the session and leaves the rest, the list included.

Fails: a_log_out_drops_the_list
Says: The list after the log-out should be [], and is ['Dune'].
"""

from django.contrib.auth import authenticate, login
from django.http import HttpResponse, JsonResponse


def add(request, title):
    request.session["books"] = [*request.session.get("books", []), title]
    return HttpResponse(f"{title} is on your list.")


def show(request):
    return JsonResponse(request.session.get("books", []), safe=False)


def sign_in(request):
    user = authenticate(request, username=request.POST["username"], password=request.POST["password"])
    if user is None:
        return HttpResponse("Wrong name or password.", status=403)
    login(request, user)
    return HttpResponse(f"Hello, {user.get_username()}.")


def sign_out(request):
    del request.session["_auth_user_id"]
    return HttpResponse("Goodbye.")
