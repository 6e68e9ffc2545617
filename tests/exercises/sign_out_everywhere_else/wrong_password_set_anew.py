"""A new password does end the other sessions. But the view has only the old one's hash, and makes that the password.

Fails: the_password_stays
Says: Ann's password should be the one she had, and that one does not fit any more.
"""

from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse


def sign_out_elsewhere(request):
    if not request.user.is_authenticated:
        return HttpResponse("Log in first.", status=403)
    request.user.set_password(request.user.password)
    request.user.save()
    update_session_auth_hash(request, request.user)
    return HttpResponse("Signed out everywhere else.")
