"""del raises KeyError if there is nothing to delete.

Fails: forgetting_nothing_does_no_harm
Says: forget_search raised KeyError: 'last_search', in line 18.
"""

from django.http import HttpResponse, JsonResponse


def search(request):
    wanted = request.GET.get("q", "").strip()
    if wanted:
        request.session["last_search"] = wanted
    return JsonResponse({"search": request.session.get("last_search", "")})


def forget_search(request):
    del request.session["last_search"]
    return HttpResponse("Your search is forgotten.")
