"""cycle_key() keeps the entries and changes the key: a request of another tab that is on its way loses it.

Fails: the_key_of_the_session_stays
Says: After search, the session should have the key that it had before, and has another one.
"""

from django.http import HttpResponse, JsonResponse


def search(request):
    wanted = request.GET.get("q", "").strip()
    if wanted:
        request.session.cycle_key()
        request.session["last_search"] = wanted
    return JsonResponse({"search": request.session.get("last_search", "")})


def forget_search(request):
    request.session.pop("last_search", None)
    return HttpResponse("Your search is forgotten.")
