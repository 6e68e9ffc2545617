"""It keeps the drafts in a variable of the module, so whoever has the address sees the draft of another visitor.

Fails: a_draft_is_the_visitors_own
Says: The status of Ann's draft for Ben should be 404, and is 200.
"""

import secrets

from django.http import Http404, JsonResponse
from django.shortcuts import redirect

NEXT_PAGE = {"name": "address", "address": "confirm"}

CARDS = []
drafts = {}


def register(name, address):
    CARDS.append((name, address))


def begin(request):
    draft = secrets.token_urlsafe(8)
    drafts[draft] = {}
    return redirect(f"/card/{draft}/name/")


def fill_in(request, draft, field):
    found = find(request, draft)
    if request.method == "POST":
        found[field] = request.POST[field]
        return redirect(f"/card/{draft}/{NEXT_PAGE[field]}/")
    return JsonResponse(found)


def confirm(request, draft):
    found = find(request, draft)
    for field in NEXT_PAGE:
        if field not in found:
            return redirect(f"/card/{draft}/{field}/")
    if request.method == "POST":
        del drafts[draft]
        register(found["name"], found["address"])
        return redirect("/card/done/")
    return JsonResponse(found)


def find(request, draft):
    if draft not in drafts:
        raise Http404("There is no such draft.")
    return drafts[draft]
