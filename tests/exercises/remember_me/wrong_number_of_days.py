"""`set_expiry()` counts seconds, so Ann is remembered for fourteen of them.

Fails: with_the_box_it_outlives_the_browser
Says: The user after 13 days should be "ann", and is "nobody".
"""

from django.contrib.auth import authenticate, login
from django.http import HttpResponse


def sign_in(request):
    user = authenticate(request, username=request.POST["username"], password=request.POST["password"])
    if user is None:
        return HttpResponse("Wrong name or password.", status=403)
    login(request, user)
    request.session.set_expiry(14 if request.POST.get("remember") else 0)
    return HttpResponse(f"Hello, {user.get_username()}.")
