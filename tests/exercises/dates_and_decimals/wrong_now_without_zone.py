"""It compares a moment that has a zone with a time that has none, which Python refuses.

Fails: the_book_is_kept_until_its_moment
Says: kept raised TypeError: can't compare offset-naive and offset-aware datetimes, in line 33.
"""

from datetime import date, datetime
from decimal import Decimal

from django.http import HttpResponse, JsonResponse


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
    days = max((returned - due).days, 0)
    return HttpResponse(str(days * fee))


def kept(request):
    kept_until = datetime.fromisoformat(request.session["kept_until"])
    return HttpResponse("yes" if datetime.now() < kept_until else "no")
