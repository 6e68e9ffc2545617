"""It changes a dictionary two levels down in the session and does not say so, so Django saves nothing.

Fails: what_is_sent_is_kept
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
        found[field] = request.POST[field]
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
