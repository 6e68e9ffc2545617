"""The cache forgets by itself after five minutes. Its key has the key of the session in it."""

from django.contrib.auth import authenticate
from django.core.cache import cache
from django.http import HttpResponse


def confirm(request):
    if not authenticate(request, username=request.user.get_username(), password=request.POST["password"]):
        return HttpResponse("Wrong password.", status=403)
    cache.set(f"confirmed:{request.session.session_key}", True, timeout=300)
    return HttpResponse("Confirmed.")


def renew_card(request):
    if not cache.get(f"confirmed:{request.session.session_key}"):
        return HttpResponse("Type your password first.", status=403)
    return HttpResponse("Your card is good for another year.")
