from django.http import HttpResponse
from django.utils.html import escape


def tell_name(request):
    # The first thing that is stored begins the session: the store gets a row, and the browser a cookie with its key.
    request.session["name"] = request.POST["name"]
    return HttpResponse("I will remember you.")


def welcome(request):
    # get() stores nothing, so a stranger who looks at the page gets no session.
    name = request.session.get("name", "stranger")
    # Anybody can tell anything. Escaped, a name with tags in it is shown, and not obeyed.
    return HttpResponse(f"Hello, {escape(name)}.")
