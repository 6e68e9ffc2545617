"""It checks who confirmed and not when, so a confirmation counts as long as the session lives.

Fails: it_is_over_after_five_minutes
Says: The status of renew_card after 5 minutes 1 second should be 403, and is 200.
"""

from django.http import HttpResponse


def confirm(request):
    if not request.user.check_password(request.POST["password"]):
        return HttpResponse("Wrong password.", status=403)
    request.session["confirmed_by"] = request.user.pk
    return HttpResponse("Confirmed.")


def renew_card(request):
    if request.session.get("confirmed_by") != request.user.pk:
        return HttpResponse("Type your password first.", status=403)
    return HttpResponse("Your card is good for another year.")
