"""The drafts are numbered, and a number is never given twice. As a key in JSON it is text, as it is in the address."""

from django.http import Http404, JsonResponse
from django.shortcuts import redirect

FIELDS = ["name", "address"]

CARDS = []


def register(name, address):
    CARDS.append((name, address))


def begin(request):
    number = request.session.get("last_draft", 0) + 1
    request.session["last_draft"] = number
    request.session.setdefault("drafts", {})[str(number)] = {}
    return redirect(f"/card/{number}/name/")


def fill_in(request, draft, field):
    drafts = drafts_with(request, draft)
    if request.method == "POST":
        drafts[draft][field] = request.POST[field]
        request.session["drafts"] = drafts
        following = [*FIELDS, "confirm"][FIELDS.index(field) + 1]
        return redirect(f"/card/{draft}/{following}/")
    return JsonResponse(drafts[draft])


def confirm(request, draft):
    drafts = drafts_with(request, draft)
    missing = [field for field in FIELDS if field not in drafts[draft]]
    if missing:
        return redirect(f"/card/{draft}/{missing[0]}/")
    if request.method == "POST":
        register(**drafts.pop(draft))
        request.session["drafts"] = drafts
        return redirect("/card/done/")
    return JsonResponse(drafts[draft])


def drafts_with(request, draft):
    drafts = request.session.get("drafts", {})
    if draft not in drafts:
        raise Http404
    return drafts
