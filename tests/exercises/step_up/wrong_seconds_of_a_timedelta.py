"""`seconds` is a part of a timedelta, without its days: every day at the same hour the confirmation counts again.

Fails: over_is_over
Says: The status of renew_card after a day and 10 seconds should be 403, and is 200.
"""

from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone


def confirm(request):
    if not request.user.check_password(request.POST["password"]):
        return HttpResponse("Wrong password.", status=403)
    request.session["confirmed_at"] = timezone.now().isoformat()
    return HttpResponse("Confirmed.")


def renew_card(request):
    confirmed_at = request.session.get("confirmed_at")
    if not confirmed_at or (timezone.now() - datetime.fromisoformat(confirmed_at)).seconds >= 300:
        return HttpResponse("Type your password first.", status=403)
    return HttpResponse("Your card is good for another year.")
