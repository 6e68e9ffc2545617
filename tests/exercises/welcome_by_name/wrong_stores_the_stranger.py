"""setdefault() stores the default that it gives back: every visitor gets a row and a cookie, and every crawler too.

Fails: a_stranger_gets_no_session
Says: A stranger's cookie should not be there, and is ['sessionid'].
"""

from django.http import HttpResponse


def tell_name(request):
    request.session["name"] = request.POST["name"]
    return HttpResponse("I will remember you.")


def welcome(request):
    name = request.session.setdefault("name", "stranger")
    return HttpResponse(f"Hello, {name}.")
