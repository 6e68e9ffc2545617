"""It stores the user under a name of its own. Django reads other entries, and `request.user` stays anonymous.

Fails: the_right_password_logs_in
Says: The user of the next request should be "ann", and is "nobody".
"""

from django.contrib.auth import authenticate
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
    request.session["user_id"] = user.pk
    return HttpResponse(f"Hello, {user.get_username()}.")


def sign_out(request):
    del request.session["user_id"]
    return HttpResponse("Goodbye.")
