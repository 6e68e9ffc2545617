"""It stores the time of the last renewal, as one does to end a session after five idle minutes. Being busy prolongs it.

Fails: being_busy_does_not_prolong_it
Says: The status of renew_card after 5 busy minutes 1 second should be 403, and is 200.
"""

import time

from django.http import HttpResponse


def confirm(request):
    if not request.user.check_password(request.POST["password"]):
        return HttpResponse("Wrong password.", status=403)
    request.session["confirmed_at"] = time.time()
    return HttpResponse("Confirmed.")


def renew_card(request):
    if time.time() - request.session.get("confirmed_at", 0) >= 300:
        return HttpResponse("Type your password first.", status=403)
    request.session["confirmed_at"] = time.time()
    return HttpResponse("Your card is good for another year.")
