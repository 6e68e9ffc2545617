from django.http import HttpResponse, JsonResponse


def search(request):
    # Without spaces around it, a text of spaces is empty too.
    wanted = request.GET.get("q", "").strip()
    if wanted:
        # One entry changes. The session belongs to all pages of the site, and so do the other entries.
        request.session["last_search"] = wanted
    return JsonResponse({"search": request.session.get("last_search", "")})


def forget_search(request):
    # pop() deletes the entry. Set to None it would still be there, and get() would give None and not the default.
    request.session.pop("last_search", None)
    return HttpResponse("Your search is forgotten.")
