"""It stores the fee as text, and reckons with a float, which is off in the last digits.

Fails: a_late_book_costs_the_fee_for_every_day
Says: The fine for 3 days should be Decimal('0.30'), and is Decimal('0.30000000000000004').
"""

from datetime import date, datetime

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
    fee = float(request.session["fee"])
    days = max((returned - due).days, 0)
    return HttpResponse(str(days * fee))


def kept(request):
    kept_until = datetime.fromisoformat(request.session["kept_until"])
    return HttpResponse("yes" if timezone.now() < kept_until else "no")
