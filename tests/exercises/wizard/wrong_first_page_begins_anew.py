"""The first page puts a new draft in the place of the old one, so going back loses the address.

Fails: one_can_go_back
Says: confirm should show the draft when it is opened, and answers 302.
"""

import secrets

from django.http import Http404, JsonResponse
from django.shortcuts import redirect

NEXT_PAGE = {"name": "address", "address": "confirm"}

CARDS = []


def register(name, address):
    CARDS.append((name, address))


def begin(request):
    draft = secrets.token_urlsafe(8)
    request.session["drafts"] = {**request.session.get("drafts", {}), draft: {}}
    return redirect(f"/card/{draft}/name/")


def fill_in(request, draft, field):
    found = find(request, draft)
    if request.method == "POST":
        if field == "name":
            request.session["drafts"][draft] = {"name": request.POST["name"]}
        else:
            found["address"] = request.POST["address"]
        request.session.modified = True
        return redirect(f"/card/{draft}/{NEXT_PAGE[field]}/")
    return JsonResponse(found)


def confirm(request, draft):
    found = find(request, draft)
    for field in NEXT_PAGE:
        if field not in found:
            return redirect(f"/card/{draft}/{field}/")
    if request.method == "POST":
        del request.session["drafts"][draft]
        request.session.modified = True
        register(found["name"], found["address"])
        return redirect("/card/done/")
    return JsonResponse(found)


def find(request, draft):
    drafts = request.session.get("drafts", {})
    if draft not in drafts:
        raise Http404("There is no such draft.")
    return drafts[draft]
