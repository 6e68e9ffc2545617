"""The page is the same for all who open it within a minute: cache_page keeps it under its address alone.

Fails: two_visitors_are_not_mixed_up
Says: Ben's page should contain "Hello, Benedict.", and is "Hello, Ada.".
"""

from django.http import HttpResponse
from django.views.decorators.cache import cache_page


def tell_name(request):
    request.session["name"] = request.POST["name"]
    return HttpResponse("I will remember you.")


@cache_page(60)
def welcome(request):
    name = request.session.get("name", "stranger")
    return HttpResponse(f"Hello, {name}.")
