"""It empties the session to be rid of the last search, and with it goes all that others keep there, the log-in too.

Fails: a_search_costs_no_other_entry
Says: The front page should be "ann, in plum", and is "AnonymousUser, in None".
"""

from django.http import HttpResponse, JsonResponse


def search(request):
    wanted = request.GET.get("q", "").strip()
    if wanted:
        request.session.clear()
        request.session["last_search"] = wanted
    return JsonResponse({"search": request.session.get("last_search", "")})


def forget_search(request):
    request.session.pop("last_search", None)
    return HttpResponse("Your search is forgotten.")
