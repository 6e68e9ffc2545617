"""It compares the texts of two moments, as if both clocks stood in the same place.

Fails: the_book_is_kept_until_its_moment
Says: The answer at the moment itself should be "no", and is "yes".
"""

from datetime import date
from decimal import Decimal

from django.http import HttpResponse, JsonResponse
from django.utils import timezone


def borrow(request, due, fee, kept_until):
    request.session["due"] = due.isoformat()
    request.session["fee"] = str(fee)
    request.session["kept_until"] = str(kept_until)
    return HttpResponse("Enjoy your book.")


def loan(request):
    return JsonResponse({"due": request.session["due"], "fee": request.session["fee"]})


def fine(request, returned):
    due = date.fromisoformat(request.session["due"])
    fee = Decimal(request.session["fee"])
    days = max((returned - due).days, 0)
    return HttpResponse(str(days * fee))


def kept(request):
    return HttpResponse("yes" if str(timezone.now()) < request.session["kept_until"] else "no")
