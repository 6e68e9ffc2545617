"""setdefault() stores only where there is nothing yet, so the first name stays for ever.

Fails: the_name_told_last_counts
Says: The page should contain "Hello, Augusta.", and is "Hello, Ada.".
"""

from django.http import HttpResponse


def tell_name(request):
    request.session.setdefault("name", request.POST["name"])
    return HttpResponse("I will remember you.")


def welcome(request):
    name = request.session.get("name", "stranger")
    return HttpResponse(f"Hello, {name}.")
