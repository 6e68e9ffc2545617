"""flush() ends the whole session: the search is gone, and everything else as well.

Fails: forgetting_costs_no_other_entry
Says: The front page should be "ann, in plum", and is "AnonymousUser, in None".
"""

from django.http import HttpResponse, JsonResponse


def search(request):
    wanted = request.GET.get("q", "").strip()
    if wanted:
        request.session["last_search"] = wanted
    return JsonResponse({"search": request.session.get("last_search", "")})


def forget_search(request):
    request.session.flush()
    return HttpResponse("Your search is forgotten.")
