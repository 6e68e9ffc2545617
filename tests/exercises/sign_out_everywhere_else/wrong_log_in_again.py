"""It ends this session too and logs the user in again. What the session held is not in the new one.

Fails: the_session_that_asks_goes_on
Says: The list of the laptop should be ['Emma'], and is None.
"""

from django.contrib.auth import login, logout
from django.contrib.sessions.models import Session
from django.http import HttpResponse


def sign_out_elsewhere(request):
    if not request.user.is_authenticated:
        return HttpResponse("Log in first.", status=403)
    user = request.user
    for row in Session.objects.all():
        if row.get_decoded().get("_auth_user_id") == str(user.pk):
            row.delete()
    logout(request)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponse("Signed out everywhere else.")
