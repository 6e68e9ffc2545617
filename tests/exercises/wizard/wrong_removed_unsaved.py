"""It removes the draft from a dictionary in the session, and nothing tells Django, so the store still has it.

Fails: a_confirmed_draft_becomes_one_card
Says: The cards should be [('Ann', '1 Elm Street')], and is [('Ann', '1 Elm Street'), ('Ann', '1 Elm Street')].
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
    drafts = find(request, draft)
    if request.method == "POST":
        request.session["drafts"] = {**drafts, draft: {**drafts[draft], field: request.POST[field]}}
        return redirect(f"/card/{draft}/{NEXT_PAGE[field]}/")
    return JsonResponse(drafts[draft])


def confirm(request, draft):
    drafts = find(request, draft)
    for field in NEXT_PAGE:
        if field not in drafts[draft]:
            return redirect(f"/card/{draft}/{field}/")
    if request.method == "POST":
        register(**drafts.pop(draft))
        return redirect("/card/done/")
    return JsonResponse(drafts[draft])


def find(request, draft):
    drafts = request.session.get("drafts", {})
    if draft not in drafts:
        raise Http404("There is no such draft.")
    return drafts
