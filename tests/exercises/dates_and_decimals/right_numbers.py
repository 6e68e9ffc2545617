"""A date is a number of days, a moment one of seconds, a decimal has digits and an exponent: JSON has all of these."""

import time
from datetime import date
from decimal import Decimal

from django.http import HttpResponse, JsonResponse


def borrow(request, due, fee, kept_until):
    sign, digits, exponent = fee.as_tuple()
    request.session["loan"] = {
        "due": due.toordinal(),
        "fee": [sign, list(digits), exponent],
        "kept_until": kept_until.timestamp(),
    }
    return HttpResponse("Enjoy your book.")


def loan(request):
    due, fee = due_and_fee(request)
    return JsonResponse({"due": str(due), "fee": str(fee)})


def fine(request, returned):
    due, fee = due_and_fee(request)
    return HttpResponse((returned - due).days * fee if returned > due else 0)


def kept(request):
    return HttpResponse("yes" if time.time() < request.session["loan"]["kept_until"] else "no")


def due_and_fee(request):
    stored = request.session["loan"]
    sign, digits, exponent = stored["fee"]
    return date.fromordinal(stored["due"]), Decimal((sign, tuple(digits), exponent))
