"""It asks about the last text alone, and collects them all.

Fails: the_session_does_not_grow
Says: The session has 37 characters after 1 notice, and 213 after 9. It should not grow.
"""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST


def show_notice(request, text):
    dismissed = request.session.get("dismissed", [None])[-1] == text
    return JsonResponse({"notice": None if dismissed else text})


@require_POST
def dismiss_notice(request, text):
    request.session["dismissed"] = [*request.session.get("dismissed", []), text]
    return HttpResponse("You will not see this notice again.")
