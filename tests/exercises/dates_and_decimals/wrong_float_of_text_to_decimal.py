"""It makes a Decimal of a float. Decimal shows faithfully what the float has made of 0.10.

Fails: a_late_book_costs_the_fee_for_every_day
Says: The fine for 3 days should be Decimal('0.30'), and is Decimal('0.3000000000000000166533453694').
"""

from datetime import date, datetime
from decimal import Decimal

from django.http import HttpResponse, JsonResponse
from django.utils import timezone


def borrow(request, due, fee, kept_until):
    request.session["due"] = due.isoformat()
    request.session["fee"] = str(fee)
    request.session["kept_until"] = kept_until.isoformat()
    return HttpResponse("Enjoy your book.")


def loan(request):
    return JsonResponse({"due": request.session["due"], "fee": request.session["fee"]})


def fine(request, returned):
    due = date.fromisoformat(request.session["due"])
    fee = Decimal(float(request.session["fee"]))
    days = max((returned - due).days, 0)
    return HttpResponse(str(days * fee))


def kept(request):
    kept_until = datetime.fromisoformat(request.session["kept_until"])
    return HttpResponse("yes" if timezone.now() < kept_until else "no")
