"""It notes the time before it looks at the password. The answer 403 does not keep Django from saving the session.

Fails: a_wrong_password_confirms_nothing
Says: The status of renew_card after a wrong password should be 403, and is 200.
"""

import time

from django.http import HttpResponse


def confirm(request):
    request.session["confirmed_at"] = time.time()
    if not request.user.check_password(request.POST["password"]):
        return HttpResponse("Wrong password.", status=403)
    return HttpResponse("Confirmed.")


def renew_card(request):
    if time.time() - request.session.get("confirmed_at", 0) >= 300:
        return HttpResponse("Type your password first.", status=403)
    return HttpResponse("Your card is good for another year.")
