"""It reckons with the days that the book comes back early, and owes the visitor money.

Fails: a_book_in_time_costs_nothing
Says: The fine on the day before should be Decimal('0'), and is Decimal('-0.10').
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
    fee = Decimal(request.session["fee"])
    days = (returned - due).days
    return HttpResponse(str(days * fee))


def kept(request):
    kept_until = datetime.fromisoformat(request.session["kept_until"])
    return HttpResponse("yes" if timezone.now() < kept_until else "no")
