"""It changes a setting while the site runs, and so for everybody: Ann's cookie follows what Ben chose last.

Fails: it_is_each_visitors_own_choice
Says: The user after Ann, with the box, closed the browser should be "ann", and is "nobody".
"""

from django.conf import settings
from django.contrib.auth import authenticate, login
from django.http import HttpResponse


def sign_in(request):
    user = authenticate(request, username=request.POST["username"], password=request.POST["password"])
    if user is None:
        return HttpResponse("Wrong name or password.", status=403)
    login(request, user)
    settings.SESSION_EXPIRE_AT_BROWSER_CLOSE = not request.POST.get("remember")
    return HttpResponse(f"Hello, {user.get_username()}.")
