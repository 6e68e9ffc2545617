"""It takes for granted that the address has a q.

Fails: whoever_never_searched_sees_an_empty_search
Says: search raised MultiValueDictKeyError: 'q', in line 11.
"""

from django.http import HttpResponse, JsonResponse


def search(request):
    wanted = request.GET["q"].strip()
    if wanted:
        request.session["last_search"] = wanted
    return JsonResponse({"search": request.session.get("last_search", "")})


def forget_search(request):
    request.session.pop("last_search", None)
    return HttpResponse("Your search is forgotten.")
