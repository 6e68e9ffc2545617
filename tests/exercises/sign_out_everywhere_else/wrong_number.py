"""It compares the stored text "1" with the number 1, finds nothing, and says that it is done.

Fails: the_other_sessions_end
Says: The user of the phone should be "nobody", and is "ann".
"""

from django.contrib.sessions.models import Session
from django.http import HttpResponse


def sign_out_elsewhere(request):
    for row in Session.objects.exclude(session_key=request.session.session_key):
        if row.get_decoded().get("_auth_user_id") == request.user.pk:
            row.delete()
    return HttpResponse("Signed out everywhere else.")
