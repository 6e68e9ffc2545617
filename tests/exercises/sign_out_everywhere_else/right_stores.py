"""It opens each session with the engine, as Django does for a request, and flushes it."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.sessions.models import Session
from django.http import HttpResponse


@login_required
def sign_out_elsewhere(request):
    engine = import_module(settings.SESSION_ENGINE)
    for key in Session.objects.values_list("session_key", flat=True):
        if key == request.session.session_key:
            continue
        other = engine.SessionStore(key)
        if "_auth_user_id" in other and int(other["_auth_user_id"]) == request.user.id:
            other.flush()
    return HttpResponse("Signed out everywhere else.")
