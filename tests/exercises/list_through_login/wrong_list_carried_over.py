"""It carries the list over the log-in by hand. `login()` emptied the session of the other user for a reason.

Fails: another_user_begins_with_an_empty_list
Says: The list that Ben sees should be [], and is ['Dune'].
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
    books = request.session.get("books", [])
    login(request, user)
    request.session["books"] = books
    return HttpResponse(f"Hello, {user.get_username()}.")


def sign_out(request):
    logout(request)
    return HttpResponse("Goodbye.")
