"""It dismisses with a GET too: a link is enough, and browsers and crawlers follow links by themselves.

Fails: only_a_post_dismisses
Says: The status for a GET should be 405, and is 200.
"""

from django.http import HttpResponse, JsonResponse


def show_notice(request, text):
    dismissed = request.session.get("dismissed_notice") == text
    return JsonResponse({"notice": None if dismissed else text})


def dismiss_notice(request, text):
    request.session["dismissed_notice"] = text
    return HttpResponse("You will not see this notice again.")
