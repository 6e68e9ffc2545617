"""It saves the list from the log-out. The next person at this browser reads it.

Fails: a_log_out_drops_the_list
Says: The list after the log-out should be [], and is ['Dune'].
"""

from django.contrib.auth import authenticate, login, logout
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
    books = request.session.get("books", [])
    logout(request)
    request.session["books"] = books
    return HttpResponse("Goodbye.")
