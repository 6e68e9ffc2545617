from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.views.decorators.http import require_POST


@require_POST  # a picture on somebody else's page could send a GET
def sign_out_elsewhere(request):
    # A visitor without an account has no other sessions. Nothing below may take None for a user.
    if not request.user.is_authenticated:
        return HttpResponse("Log in first.", status=403)
    # login() stores the user's primary key as a text.
    wanted = str(request.user.pk)
    # Whose a session is stands in its contents, and the database cannot look there: every row has to be read.
    # iterator() holds only some of them in memory at a time.
    others = Session.objects.exclude(session_key=request.session.session_key)
    mine = [row.session_key for row in others.iterator() if row.get_decoded().get("_auth_user_id") == wanted]
    for key in mine:
        # The engine knows where else it keeps a session. row.delete() would leave the copy of cached_db alive.
        request.session.delete(key)
    return HttpResponse(f"Signed out in {len(mine)} other places.")
