import secrets

from django.http import Http404, JsonResponse
from django.shortcuts import redirect

NEXT_PAGE = {"name": "address", "address": "confirm"}

CARDS = []


def register(name, address):
    """Make a library card. What the librarian does with it is none of our business here."""
    CARDS.append((name, address))


def begin(request):
    # Random, and not a number: no tab can guess or repeat the id of another draft.
    draft = secrets.token_urlsafe(8)
    # A new dictionary, assigned: Django notices. setdefault() would not be noticed from the second draft on.
    request.session["drafts"] = {**request.session.get("drafts", {}), draft: {}}
    return redirect(f"/card/{draft}/name/")


def fill_in(request, draft, field):
    found = find(request, draft)
    if request.method == "POST":
        # One field of one draft. The same form sent again stores the same text again, which changes nothing.
        found[field] = request.POST[field]
        request.session.modified = True
        return redirect(f"/card/{draft}/{NEXT_PAGE[field]}/")
    return JsonResponse(found)


def confirm(request, draft):
    found = find(request, draft)
    for field in NEXT_PAGE:
        if field not in found:
            return redirect(f"/card/{draft}/{field}/")
    if request.method == "POST":
        # The draft goes with the card. A second form finds nothing any more, and gets a 404.
        del request.session["drafts"][draft]
        request.session.modified = True
        register(found["name"], found["address"])
        return redirect("/card/done/")
    return JsonResponse(found)


def find(request, draft):
    """Return a draft of this visitor, as it lies in the session."""
    drafts = request.session.get("drafts", {})
    if draft not in drafts:
        raise Http404("There is no such draft.")
    return drafts[draft]
