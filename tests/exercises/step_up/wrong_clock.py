"""`time.monotonic()` counts from another moment on each machine and after each restart, so nobody may store it.
The clock of the exercises moves `time.time()`, and leaves this one alone.

Fails: it_is_over_after_five_minutes
Says: The status of renew_card after 5 minutes 1 second should be 403, and is 200.
"""

import time

from django.http import HttpResponse


def confirm(request):
    if not request.user.check_password(request.POST["password"]):
        return HttpResponse("Wrong password.", status=403)
    request.session["confirmed_at"] = time.monotonic()
    return HttpResponse("Confirmed.")


def renew_card(request):
    confirmed_at = request.session.get("confirmed_at")
    if confirmed_at is None or time.monotonic() - confirmed_at > 300:
        return HttpResponse("Type your password first.", status=403)
    return HttpResponse("Your card is good for another year.")
