"""It stores all that the address carries. Whoever writes the link chooses which entries are overwritten.

Fails: nothing_else_of_the_address_is_stored
Says: The front page should be "ann, in plum", and is "ann, in brick".
"""

from django.http import HttpResponse, JsonResponse


def search(request):
    if request.GET.get("q", "").strip():
        request.session.update(request.GET.dict())
    return JsonResponse({"search": request.session.get("q", "")})


def forget_search(request):
    request.session.pop("q", None)
    return HttpResponse("Your search is forgotten.")
