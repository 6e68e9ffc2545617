"""It stores when the confirmation ends, as a text, with its time zone."""

from datetime import datetime, timedelta

from django.http import HttpResponse
from django.utils import timezone


def confirm(request):
    if not request.user.check_password(request.POST["password"]):
        return HttpResponse("Wrong password.", status=403)
    until = timezone.now() + timedelta(minutes=5)
    request.session["confirmed_until"] = until.isoformat()
    return HttpResponse("Confirmed.")


def renew_card(request):
    until = request.session.get("confirmed_until")
    if until is None or timezone.now() > datetime.fromisoformat(until):
        return HttpResponse("Type your password first.", status=403)
    return HttpResponse("Your card is good for another year.")
