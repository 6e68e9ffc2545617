from django.contrib.auth import authenticate, login
from django.http import HttpResponse


def sign_in(request):
    user = authenticate(request, username=request.POST["username"], password=request.POST["password"])
    if user is None:
        return HttpResponse("Wrong name or password.", status=403)
    login(request, user)
    # None stands for what the settings say, two weeks, and 0 for until the browser is closed. Both are set: otherwise
    # the choice of an earlier log-in would hold. And they are set after login(), which may have emptied the session.
    request.session.set_expiry(None if "remember" in request.POST else 0)
    return HttpResponse(f"Hello, {user.get_username()}.")
