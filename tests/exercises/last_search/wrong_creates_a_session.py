"""It makes sure that there is a session by creating one. That is a new and empty one, whatever there was before.

Fails: a_search_costs_no_other_entry
Says: The front page should be "ann, in plum", and is "AnonymousUser, in None".
"""

from django.http import HttpResponse, JsonResponse


def search(request):
    wanted = request.GET.get("q", "").strip()
    if wanted:
        request.session.create()
        request.session["last_search"] = wanted
    return JsonResponse({"search": request.session.get("last_search", "")})


def forget_search(request):
    request.session.pop("last_search", None)
    return HttpResponse("Your search is forgotten.")
