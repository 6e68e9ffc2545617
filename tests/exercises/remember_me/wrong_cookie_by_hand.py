"""It sets the cookie in the view. The middleware comes later, and sets it once more with the age from the settings.

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
    response = HttpResponse(f"Hello, {user.get_username()}.")
    age = 60 * 60 * 24 * 14 if request.POST.get("remember") else None
    response.set_cookie("sessionid", request.session.session_key, max_age=age, httponly=True)
    return response
