"""It stores whatever comes as q: a form that was sent empty wipes out the last search.

Fails: an_empty_search_shows_the_last_one
Says: The page with an empty q should be {'search': 'dune'}, and is {'search': ''}.
"""

from django.http import HttpResponse, JsonResponse


def search(request):
    if "q" in request.GET:
        request.session["last_search"] = request.GET["q"]
    return JsonResponse({"search": request.session.get("last_search", "")})


def forget_search(request):
    request.session.pop("last_search", None)
    return HttpResponse("Your search is forgotten.")
