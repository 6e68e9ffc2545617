"""It stores an empty text. The page looks right, and the entry is still in the session.

Fails: forgetting_leaves_no_trace
Says: The session should be {'color': 'plum'}, and is {'color': 'plum', 'last_search': ''}.
"""

from django.http import HttpResponse, JsonResponse


def search(request):
    wanted = request.GET.get("q", "").strip()
    if wanted:
        request.session["last_search"] = wanted
    return JsonResponse({"search": request.session.get("last_search", "")})


def forget_search(request):
    request.session["last_search"] = ""
    return HttpResponse("Your search is forgotten.")
