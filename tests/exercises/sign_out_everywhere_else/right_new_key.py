"""It ends all sessions of the user, and gives this one, whose contents are in memory, a new key."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpResponse


def sign_out_elsewhere(request):
    if not request.user.is_authenticated:
        return HttpResponse("Log in first.", status=403)
    for row in Session.objects.all():
        if str(request.user.pk) == row.get_decoded().get(SESSION_KEY):
            request.session.delete(row.session_key)
    request.session.cycle_key()
    return HttpResponse("Signed out everywhere else.")
