"""It stores the fee in whole cents, and cuts off what is less than a cent.

Fails: the_loan_is_shown_as_it_was_stored
Says: The next loan should be {'due': '2026-04-01', 'fee': '0.125'}, and is {'due': '2026-04-01', 'fee': '0.12'}.
"""

from datetime import date, datetime
from decimal import Decimal

from django.http import HttpResponse, JsonResponse
from django.utils import timezone


def borrow(request, due, fee, kept_until):
    request.session["due"] = due.isoformat()
    request.session["fee"] = int(fee * 100)
    request.session["kept_until"] = kept_until.isoformat()
    return HttpResponse("Enjoy your book.")


def loan(request):
    return JsonResponse({"due": request.session["due"], "fee": f"{request.session['fee'] / 100:.2f}"})


def fine(request, returned):
    due = date.fromisoformat(request.session["due"])
    fee = Decimal(request.session["fee"]) / 100
    days = max((returned - due).days, 0)
    return HttpResponse(str(days * fee))


def kept(request):
    kept_until = datetime.fromisoformat(request.session["kept_until"])
    return HttpResponse("yes" if timezone.now() < kept_until else "no")
