"""The moment is right, and it ends the whole session: with the confirmation go the log-in and the list.

Fails: the_session_goes_on
Says: The user after 6 minutes should be "ann", and is "nobody".
"""

from datetime import timedelta

from django.http import HttpResponse


def confirm(request):
    if not request.user.check_password(request.POST["password"]):
        return HttpResponse("Wrong password.", status=403)
    request.session["confirmed"] = True
    request.session.set_expiry(timedelta(minutes=5))
    return HttpResponse("Confirmed.")


def renew_card(request):
    if not request.session.get("confirmed"):
        return HttpResponse("Type your password first.", status=403)
    return HttpResponse("Your card is good for another year.")
