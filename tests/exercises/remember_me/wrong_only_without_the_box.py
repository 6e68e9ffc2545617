"""An answer that is often given. If the log-in before was without the box, its 0 is still in the session.

Fails: a_later_log_in_with_the_box_remembers
Says: The user after a log-in with the box and closing the browser should be "ann", and is "nobody".
"""

from django.contrib.auth import authenticate, login
from django.http import HttpResponse


def sign_in(request):
    user = authenticate(request, username=request.POST["username"], password=request.POST["password"])
    if user is None:
        return HttpResponse("Wrong name or password.", status=403)
    login(request, user)
    if not request.POST.get("remember"):
        request.session.set_expiry(0)
    return HttpResponse(f"Hello, {user.get_username()}.")
