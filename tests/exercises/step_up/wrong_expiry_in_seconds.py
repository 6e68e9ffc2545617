"""It gives the whole session five minutes, and they begin anew each time that a page stores something.

Fails: being_busy_does_not_prolong_it
Says: The status of renew_card after 5 busy minutes 1 second should be 403, and is 200.
"""

from django.http import HttpResponse


def confirm(request):
    if not request.user.check_password(request.POST["password"]):
        return HttpResponse("Wrong password.", status=403)
    request.session["confirmed"] = True
    request.session.set_expiry(300)
    return HttpResponse("Confirmed.")


def renew_card(request):
    if not request.session.get("confirmed"):
        return HttpResponse("Type your password first.", status=403)
    return HttpResponse("Your card is good for another year.")
