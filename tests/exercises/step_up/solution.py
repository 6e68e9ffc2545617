import time

from django.http import HttpResponse

FIVE_MINUTES = 300


def confirm(request):
    if not request.user.check_password(request.POST.get("password", "")):
        return HttpResponse("Wrong password.", status=403)
    # The session can do more from here on, so its key changes: a copy of the old cookie opens nothing.
    request.session.cycle_key()
    # A number, because the session is stored as JSON. time.time() means the same on every machine that may answer
    # the next request, and after a restart; time.monotonic() does not.
    request.session["confirmed_at"] = time.time()
    return HttpResponse("Confirmed, for five minutes.")


def renew_card(request):
    # The time is compared and not stored anew, so being busy does not prolong it. Nobody has to delete it either: five
    # minutes that are over stay over. The expiry of the session is another matter, and is left alone.
    confirmed_at = request.session.get("confirmed_at", 0)
    if time.time() - confirmed_at >= FIVE_MINUTES:
        return HttpResponse("Type your password first.", status=403)
    return HttpResponse("Your card is good for another year.")
