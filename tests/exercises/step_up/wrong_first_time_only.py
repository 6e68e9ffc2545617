"""`setdefault()` leaves a time that is there already. After the first confirmation no other one counts.

Fails: it_can_be_given_again
Says: The status of renew_card 4:59 minutes after the second confirmation should be 200, and is 403.
"""

import time

from django.http import HttpResponse


def confirm(request):
    if not request.user.check_password(request.POST["password"]):
        return HttpResponse("Wrong password.", status=403)
    request.session.setdefault("confirmed_at", time.time())
    return HttpResponse("Confirmed.")


def renew_card(request):
    if time.time() - request.session.get("confirmed_at", 0) >= 300:
        return HttpResponse("Type your password first.", status=403)
    return HttpResponse("Your card is good for another year.")
