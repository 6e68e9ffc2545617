"""It stores what the clock showed and not where it stood, so the moment is taken for one in the site's zone.

Fails: the_book_is_kept_until_its_moment
Says: The answer at the moment itself should be "no", and is "yes".
"""

from datetime import date, datetime
from decimal import Decimal

from django.http import HttpResponse, JsonResponse
from django.utils import timezone


def borrow(request, due, fee, kept_until):
    request.session["due"] = due.isoformat()
    request.session["fee"] = str(fee)
    request.session["kept_until"] = kept_until.strftime("%Y-%m-%d %H:%M")
    return HttpResponse("Enjoy your book.")


def loan(request):
    return JsonResponse({"due": request.session["due"], "fee": request.session["fee"]})


def fine(request, returned):
    due = date.fromisoformat(request.session["due"])
    fee = Decimal(request.session["fee"])
    days = max((returned - due).days, 0)
    return HttpResponse(str(days * fee))


def kept(request):
    kept_until = timezone.make_aware(datetime.strptime(request.session["kept_until"], "%Y-%m-%d %H:%M"))
    return HttpResponse("yes" if timezone.now() < kept_until else "no")
