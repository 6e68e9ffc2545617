"""It reads a field that is not there: a browser sends nothing for a box that is not checked.

Fails: without_the_box_it_ends_with_the_browser
Says: sign_in raised MultiValueDictKeyError: 'remember', in line 16.
"""

from django.contrib.auth import authenticate, login
from django.http import HttpResponse


def sign_in(request):
    user = authenticate(request, username=request.POST["username"], password=request.POST["password"])
    if user is None:
        return HttpResponse("Wrong name or password.", status=403)
    login(request, user)
    if request.POST["remember"] == "on":
        request.session.set_expiry(None)
    else:
        request.session.set_expiry(0)
    return HttpResponse(f"Hello, {user.get_username()}.")
