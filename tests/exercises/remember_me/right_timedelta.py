"""Two weeks as a timedelta: it ends at that moment, whatever is stored meanwhile."""

from datetime import timedelta

from django.contrib.auth import authenticate, login
from django.http import HttpResponse


def sign_in(request):
    user = authenticate(request, username=request.POST["username"], password=request.POST["password"])
    if user is None:
        return HttpResponse("Wrong name or password.", status=403)
    login(request, user)
    if request.POST.get("remember"):
        request.session.set_expiry(timedelta(weeks=2))
    else:
        request.session.set_expiry(0)
    return HttpResponse(f"Hello, {user.get_username()}.")
