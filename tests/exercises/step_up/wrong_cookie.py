"""It keeps the confirmation in a cookie of its own. That stays at a log-out, and counts for whoever logs in next.

Fails: it_counts_only_where_it_was_given
Says: The status of renew_card for Ben, after Ann has logged out should be 403, and is 200.
"""

from django.http import HttpResponse


def confirm(request):
    if not request.user.check_password(request.POST["password"]):
        return HttpResponse("Wrong password.", status=403)
    response = HttpResponse("Confirmed.")
    response.set_signed_cookie("confirmed", "yes", max_age=300, httponly=True)
    return response


def renew_card(request):
    if request.get_signed_cookie("confirmed", default=None, max_age=300) is None:
        return HttpResponse("Type your password first.", status=403)
    return HttpResponse("Your card is good for another year.")
