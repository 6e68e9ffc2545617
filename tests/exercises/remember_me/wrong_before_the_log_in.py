"""It sets the expiry before `login()`, which empties the session if another user was logged in.

Fails: it_holds_after_another_user_too
Says: The user after Ben, without the box, closed the browser should be "nobody", and is "ben".
"""

from django.contrib.auth import authenticate, login
from django.http import HttpResponse


def sign_in(request):
    user = authenticate(request, username=request.POST["username"], password=request.POST["password"])
    if user is None:
        return HttpResponse("Wrong name or password.", status=403)
    request.session.set_expiry(None if request.POST.get("remember") else 0)
    login(request, user)
    return HttpResponse(f"Hello, {user.get_username()}.")
