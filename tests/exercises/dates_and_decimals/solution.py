from datetime import date, datetime
from decimal import Decimal

from django.http import HttpResponse, JsonResponse
from django.utils import timezone


def borrow(request, due, fee, kept_until):
    # The session is stored as JSON, which has neither dates nor decimals. A text can hold both exactly.
    request.session["due"] = due.isoformat()
    request.session["fee"] = str(fee)
    # With the offset of its zone: the text alone says which moment it is.
    request.session["kept_until"] = kept_until.isoformat()
    return HttpResponse("Enjoy your book.")


def loan(request):
    return JsonResponse({"due": request.session["due"], "fee": request.session["fee"]})


def fine(request, returned):
    # To reckon with them, make of the texts what they were.
    due = date.fromisoformat(request.session["due"])
    fee = Decimal(request.session["fee"])
    days = max((returned - due).days, 0)
    return HttpResponse(str(days * fee))


def kept(request):
    kept_until = datetime.fromisoformat(request.session["kept_until"])
    # now() from django.utils has a zone too, so the two can be compared.
    return HttpResponse("yes" if timezone.now() < kept_until else "no")
