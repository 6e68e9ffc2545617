"""Every log-in begins a new session, so there is no earlier choice to take back."""

from django.contrib.auth import authenticate, login, logout
from django.http import HttpResponse


def sign_in(request):
    user = authenticate(request, username=request.POST["username"], password=request.POST["password"])
    if user is None:
        return HttpResponse("Wrong name or password.", status=403)
    logout(request)
    login(request, user)
    if request.POST.get("remember") != "on":
        request.session.set_expiry(0)
    return HttpResponse(f"Hello, {user.get_username()}.")
