from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect


def set_due(request):
    request.session["due"] = date(2030, 1, 31)
    return redirect("due")


def due(request):
    return HttpResponse(repr(request.session.get("due")))
