"""It stores the fee as a float, which forgets how many places the fee had.

Fails: the_loan_is_shown_as_it_was_stored
Says: The loan should be {'due': '2026-03-16', 'fee': '0.10'}, and is {'due': '2026-03-16', 'fee': '0.1'}.
"""

from datetime import date, datetime

from django.http import HttpResponse, JsonResponse
from django.utils import timezone


def borrow(request, due, fee, kept_until):
    request.session["due"] = due.isoformat()
    request.session["fee"] = float(fee)
    request.session["kept_until"] = kept_until.isoformat()
    return HttpResponse("Enjoy your book.")


def loan(request):
    return JsonResponse({"due": request.session["due"], "fee": str(request.session["fee"])})


def fine(request, returned):
    due = date.fromisoformat(request.session["due"])
    fee = request.session["fee"]
    days = max((returned - due).days, 0)
    return HttpResponse(str(days * fee))


def kept(request):
    kept_until = datetime.fromisoformat(request.session["kept_until"])
    return HttpResponse("yes" if timezone.now() < kept_until else "no")
