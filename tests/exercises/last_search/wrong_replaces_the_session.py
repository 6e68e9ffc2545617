"""It puts a dictionary in the place of the session. Django then saves nothing at all, and says nothing about it.

Fails: an_empty_search_shows_the_last_one
Says: The page without q should be {'search': 'dune'}, and is {'search': ''}.
"""

from django.http import HttpResponse, JsonResponse


def search(request):
    wanted = request.GET.get("q", "").strip()
    if wanted:
        request.session = {"last_search": wanted}
    return JsonResponse({"search": request.session.get("last_search", "")})


def forget_search(request):
    request.session.pop("last_search", None)
    return HttpResponse("Your search is forgotten.")
