"""It keeps the name in a cookie of its own, and not in the session. The visitor can read it there, and change it.

Fails: the_name_is_kept_in_the_session
Says: The session should have "Ada" in it, and is {}.
"""

from django.http import HttpResponse


def tell_name(request):
    response = HttpResponse("I will remember you.")
    response.set_cookie("name", request.POST["name"])
    return response


def welcome(request):
    name = request.COOKIES.get("name", "stranger")
    return HttpResponse(f"Hello, {name}.")
