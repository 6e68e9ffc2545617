"""It takes the user out of the other sessions and leaves the rest. Whoever has the phone still reads the list.

Fails: what_they_held_is_gone
Says: The list in the phone's session should not be there, and is ['Dune'].
"""

from django.contrib.sessions.models import Session
from django.http import HttpResponse


def sign_out_elsewhere(request):
    if not request.user.is_authenticated:
        return HttpResponse("Log in first.", status=403)
    for row in Session.objects.exclude(session_key=request.session.session_key):
        data = row.get_decoded()
        if data.pop("_auth_user_id", None) == str(request.user.pk):
            Session.objects.save(row.session_key, data, row.expire_date)
    return HttpResponse("Signed out everywhere else.")
