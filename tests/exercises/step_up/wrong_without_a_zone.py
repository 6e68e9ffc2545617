"""It stores the time without a zone and takes it from one with a zone. Python refuses to guess the difference.

Fails: the_password_opens_renewing
Says: renew_card raised TypeError: can't subtract offset-naive and offset-aware datetimes, in line 22.
"""

from datetime import datetime, timedelta

from django.http import HttpResponse
from django.utils import timezone


def confirm(request):
    if not request.user.check_password(request.POST["password"]):
        return HttpResponse("Wrong password.", status=403)
    request.session["confirmed_at"] = datetime.now().isoformat()
    return HttpResponse("Confirmed.")


def renew_card(request):
    confirmed_at = request.session.get("confirmed_at")
    if not confirmed_at or timezone.now() - datetime.fromisoformat(confirmed_at) > timedelta(minutes=5):
        return HttpResponse("Type your password first.", status=403)
    return HttpResponse("Your card is good for another year.")
