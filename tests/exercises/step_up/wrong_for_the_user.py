"""It notes the confirmation for the user, so it counts in all sessions of hers, the one on the lost phone too.

Fails: it_counts_only_where_it_was_given
Says: The status of renew_card on the phone should be 403, and is 200.
"""

from django.core.cache import cache
from django.http import HttpResponse


def confirm(request):
    if not request.user.check_password(request.POST["password"]):
        return HttpResponse("Wrong password.", status=403)
    cache.set(f"confirmed:{request.user.pk}", True, timeout=300)
    return HttpResponse("Confirmed.")


def renew_card(request):
    if not cache.get(f"confirmed:{request.user.pk}"):
        return HttpResponse("Type your password first.", status=403)
    return HttpResponse("Your card is good for another year.")
