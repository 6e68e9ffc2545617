"""For an anonymous visitor it compares "None" with "None", and ends the session of every other anonymous visitor.

Fails: nothing_ends_for_somebody_who_is_not_logged_in
Says: The list of Cleo's browser should be ['Persuasion'], and is None.
"""

from django.contrib.sessions.models import Session
from django.http import HttpResponse


def sign_out_elsewhere(request):
    for row in Session.objects.exclude(session_key=request.session.session_key):
        if str(row.get_decoded().get("_auth_user_id")) == str(request.user.pk):
            request.session.delete(row.session_key)
    return HttpResponse("Signed out everywhere else.")
