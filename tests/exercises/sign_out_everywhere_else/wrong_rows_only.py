"""It deletes the rows. With `cached_db` the copies in the cache stay, and are what the next request reads.

Fails: it_works_with_cached_db
Says: With cached_db, the user of the phone should be "nobody", and is "ann".
"""

from django.contrib.sessions.models import Session
from django.http import HttpResponse


def sign_out_elsewhere(request):
    if not request.user.is_authenticated:
        return HttpResponse("Log in first.", status=403)
    for row in Session.objects.exclude(session_key=request.session.session_key):
        if row.get_decoded().get("_auth_user_id") == str(request.user.pk):
            row.delete()
    return HttpResponse("Signed out everywhere else.")
