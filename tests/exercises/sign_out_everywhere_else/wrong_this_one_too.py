"""It leaves out no session, so it deletes the one that it is asked from too.

Fails: the_session_that_asks_goes_on
Says: The user of the laptop should be "ann", and is "nobody".
"""

from django.contrib.sessions.models import Session
from django.http import HttpResponse


def sign_out_elsewhere(request):
    if not request.user.is_authenticated:
        return HttpResponse("Log in first.", status=403)
    for row in Session.objects.all():
        if row.get_decoded().get("_auth_user_id") == str(request.user.pk):
            row.delete()
    return HttpResponse("Signed out everywhere.")
