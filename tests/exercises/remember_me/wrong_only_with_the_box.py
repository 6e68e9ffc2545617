"""Without the box it leaves the session to the settings, and those have two weeks as well.

Fails: without_the_box_it_ends_with_the_browser
Says: The user after closing the browser should be "nobody", and is "ann".
"""

from django.contrib.auth import authenticate, login
from django.http import HttpResponse


def sign_in(request):
    user = authenticate(request, username=request.POST["username"], password=request.POST["password"])
    if user is None:
        return HttpResponse("Wrong name or password.", status=403)
    login(request, user)
    if request.POST.get("remember"):
        request.session.set_expiry(60 * 60 * 24 * 14)
    return HttpResponse(f"Hello, {user.get_username()}.")
