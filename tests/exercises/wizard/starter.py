from django.http import JsonResponse
from django.shortcuts import redirect

CARDS = []


def register(name, address):
    """Make a library card. What the librarian does with it is none of our business here."""
    CARDS.append((name, address))


def begin(request):
    draft = ""
    return redirect(f"/card/{draft}/name/")


def fill_in(request, draft, field):
    if request.method == "POST":
        request.session[field] = request.POST[field]
        return redirect(f"/card/{draft}/confirm/" if field == "address" else f"/card/{draft}/address/")
    return JsonResponse({})


def confirm(request, draft):
    return JsonResponse({})
