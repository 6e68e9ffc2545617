"""It makes texts of two values and forgets the third. Django cannot save that one, so it saves none of them.

Fails: the_loan_is_shown_as_it_was_stored
Says: borrow was done, and then Django could not save the session: TypeError: Object of type datetime is not JSON serializable.
"""  # noqa: E501

from datetime import date
from decimal import Decimal

from django.http import HttpResponse, JsonResponse
from django.utils import timezone


def borrow(request, due, fee, kept_until):
    request.session["due"] = due.isoformat()
    request.session["fee"] = str(fee)
    request.session["kept_until"] = kept_until
    return HttpResponse("Enjoy your book.")


def loan(request):
    return JsonResponse({"due": request.session["due"], "fee": request.session["fee"]})


def fine(request, returned):
    due = date.fromisoformat(request.session["due"])
    fee = Decimal(request.session["fee"])
    days = max((returned - due).days, 0)
    return HttpResponse(str(days * fee))


def kept(request):
    return HttpResponse("yes" if timezone.now() < request.session["kept_until"] else "no")
