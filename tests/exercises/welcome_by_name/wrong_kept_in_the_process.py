"""It keeps the name in a variable of the module, which all visitors share.

Fails: without_cookies_you_are_a_stranger_again
Says: The page should contain "Hello, stranger.", and is "Hello, Ada.".
"""

from django.http import HttpResponse

told = {"name": "stranger"}


def tell_name(request):
    told["name"] = request.POST["name"]
    return HttpResponse("I will remember you.")


def welcome(request):
    return HttpResponse(f"Hello, {told['name']}.")
