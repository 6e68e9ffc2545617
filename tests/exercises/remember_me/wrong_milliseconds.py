"""It counts milliseconds, as JavaScript does. `set_expiry()` takes them for seconds: 38 years.

Fails: after_two_weeks_it_is_over
Says: The user after two weeks and a second should be "nobody", and is "ann".
"""

from django.contrib.auth import authenticate, login
from django.http import HttpResponse


def sign_in(request):
    user = authenticate(request, username=request.POST["username"], password=request.POST["password"])
    if user is None:
        return HttpResponse("Wrong name or password.", status=403)
    login(request, user)
    request.session.set_expiry(14 * 24 * 60 * 60 * 1000 if request.POST.get("remember") else 0)
    return HttpResponse(f"Hello, {user.get_username()}.")
