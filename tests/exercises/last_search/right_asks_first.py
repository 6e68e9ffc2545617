"""It reads first, and asks with `in` before it deletes."""

from django.http import HttpResponseRedirect, JsonResponse


def search(request):
    wanted = request.GET.get("q")
    if not wanted or wanted.isspace():
        wanted = request.session["search"]["q"] if "search" in request.session else ""
    else:
        request.session["search"] = {"q": wanted}
    return JsonResponse({"search": wanted})


def forget_search(request):
    if "search" in request.session:
        del request.session["search"]
    return HttpResponseRedirect("/search/")
