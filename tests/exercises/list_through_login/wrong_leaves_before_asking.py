"""It logs the old user out before it knows whether the new one has the right password.

Fails: a_failed_log_in_changes_nothing
Says: The user after Ben's wrong guess should be "ann", and is "nobody".
"""

from django.contrib.auth import authenticate, login, logout
from django.http import HttpResponse, JsonResponse


def add(request, title):
    request.session["books"] = [*request.session.get("books", []), title]
    return HttpResponse(f"{title} is on your list.")


def show(request):
    return JsonResponse(request.session.get("books", []), safe=False)


def sign_in(request):
    if request.user.is_authenticated:
        logout(request)
    user = authenticate(request, username=request.POST["username"], password=request.POST["password"])
    if user is None:
        return HttpResponse("Wrong name or password.", status=403)
    login(request, user)
    return HttpResponse(f"Hello, {user.get_username()}.")


def sign_out(request):
    logout(request)
    return HttpResponse("Goodbye.")
