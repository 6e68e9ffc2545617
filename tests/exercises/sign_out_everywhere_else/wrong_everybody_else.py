"""It deletes every session but this one, whosever it is: the whole library is logged out.

Fails: other_users_stay
Says: The user of Ben's laptop should be "ben", and is "nobody".
"""

from django.contrib.sessions.models import Session
from django.http import HttpResponse


def sign_out_elsewhere(request):
    if not request.user.is_authenticated:
        return HttpResponse("Log in first.", status=403)
    Session.objects.exclude(session_key=request.session.session_key).delete()
    return HttpResponse("Signed out everywhere else.")
