"""setdefault() stores only where there is nothing yet, so the first search stays for ever.

Fails: a_new_search_takes_the_place_of_the_last
Says: The page without q should be {'search': 'emma'}, and is {'search': 'dune'}.
"""

from django.http import HttpResponse, JsonResponse


def search(request):
    wanted = request.GET.get("q", "").strip()
    if wanted:
        request.session.setdefault("last_search", wanted)
    return JsonResponse({"search": request.session.get("last_search", "")})


def forget_search(request):
    request.session.pop("last_search", None)
    return HttpResponse("Your search is forgotten.")
