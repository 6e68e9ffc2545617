"""It sets the entry to None. The entry is still there, so get() gives None, and not the default.

Fails: forgetting_takes_the_search_out
Says: The page should be {'search': ''}, and is {'search': None}.
"""

from django.http import HttpResponse, JsonResponse


def search(request):
    wanted = request.GET.get("q", "").strip()
    if wanted:
        request.session["last_search"] = wanted
    return JsonResponse({"search": request.session.get("last_search", "")})


def forget_search(request):
    request.session["last_search"] = None
    return HttpResponse("Your search is forgotten.")
