"""It logs out whoever was logged in. If that was the same user, the list was theirs to keep.

Fails: the_same_user_keeps_the_list
Says: Ann's list should be ['Dune'], and is [].
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
    if request.user.is_authenticated:
        logout(request)
    login(request, user)
    return HttpResponse(f"Hello, {user.get_username()}.")


def sign_out(request):
    logout(request)
    return HttpResponse("Goodbye.")
