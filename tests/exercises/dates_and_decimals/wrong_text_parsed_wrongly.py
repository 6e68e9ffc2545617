"""It takes the text of a moment apart with a format that has no place for the zone.

Fails: the_book_is_kept_until_its_moment
Says: kept raised ValueError: unconverted data remains: +09:00, in line 33.
"""

from datetime import date, datetime
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
    kept_until = datetime.strptime(request.session["kept_until"], "%Y-%m-%d %H:%M:%S")
    return HttpResponse("yes" if timezone.now() < kept_until else "no")
