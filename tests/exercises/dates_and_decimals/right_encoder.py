"""Django's own encoder for JSON writes dates and decimals as text. It is asked to before they go into the session."""

import json
from decimal import Decimal

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime


def borrow(request, due, fee, kept_until):
    loan = {"due": due, "fee": fee, "kept_until": kept_until}
    request.session["loan"] = json.dumps(loan, cls=DjangoJSONEncoder)
    return HttpResponse("Enjoy your book.")


def stored(request):
    return json.loads(request.session["loan"])


def loan(request):
    return JsonResponse({name: stored(request)[name] for name in ("due", "fee")})


def fine(request, returned):
    late = returned - parse_date(stored(request)["due"])
    return HttpResponse(f"{max(0, late.days) * Decimal(stored(request)['fee'])}")


def kept(request):
    return HttpResponse("no" if parse_datetime(stored(request)["kept_until"]) <= timezone.now() else "yes")
