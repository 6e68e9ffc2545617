"""Every draft has a key of the session to itself, so each change is an assignment that Django notices."""

from uuid import uuid4

from django.http import HttpResponseNotFound, JsonResponse
from django.shortcuts import redirect

CARDS = []


def register(name, address):
    CARDS.append((name, address))


def begin(request):
    draft = uuid4().hex
    request.session[f"draft {draft}"] = {}
    return redirect(f"/card/{draft}/name/")


def fill_in(request, draft, field):
    key = f"draft {draft}"
    if key not in request.session:
        return HttpResponseNotFound("There is no such draft.")
    if request.method != "POST":
        return JsonResponse(request.session[key])
    request.session[key] = request.session[key] | {field: request.POST[field]}
    return redirect(f"/card/{draft}/address/" if field == "name" else f"/card/{draft}/confirm/")


def confirm(request, draft):
    key = f"draft {draft}"
    if key not in request.session:
        return HttpResponseNotFound("There is no such draft.")
    match request.session[key]:
        case {"name": name, "address": address} if request.method == "POST":
            del request.session[key]
            register(name, address)
            return redirect("/card/done/")
        case {"name": _, "address": _} as whole:
            return JsonResponse(whole)
        case {"name": _}:
            return redirect(f"/card/{draft}/address/")
    return redirect(f"/card/{draft}/name/")
