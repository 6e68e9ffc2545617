"""It has an id in the address and one place in the session for all drafts: the second tab overwrites the first.

Fails: two_tabs_have_a_draft_each
Says: The name in the first tab should be "Kim", and is "Lee".
"""

import secrets

from django.http import Http404, JsonResponse
from django.shortcuts import redirect

NEXT_PAGE = {"name": "address", "address": "confirm"}

CARDS = []


def register(name, address):
    CARDS.append((name, address))


def begin(request):
    request.session["draft"] = {}
    return redirect(f"/card/{secrets.token_urlsafe(8)}/name/")


def fill_in(request, draft, field):
    found = find(request)
    if request.method == "POST":
        request.session["draft"] = {**found, field: request.POST[field]}
        return redirect(f"/card/{draft}/{NEXT_PAGE[field]}/")
    return JsonResponse(found)


def confirm(request, draft):
    found = find(request)
    for field in NEXT_PAGE:
        if field not in found:
            return redirect(f"/card/{draft}/{field}/")
    if request.method == "POST":
        del request.session["draft"]
        register(found["name"], found["address"])
        return redirect("/card/done/")
    return JsonResponse(found)


def find(request):
    if "draft" not in request.session:
        raise Http404("There is no draft.")
    return request.session["draft"]
