"""It takes for granted that something was dismissed. For whoever has dismissed nothing, brackets raise KeyError.

Fails: a_notice_is_shown
Says: show_notice raised KeyError: 'dismissed_notice', in line 12.
"""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST


def show_notice(request, text):
    dismissed = request.session["dismissed_notice"] == text
    return JsonResponse({"notice": None if dismissed else text})


@require_POST
def dismiss_notice(request, text):
    request.session["dismissed_notice"] = text
    return HttpResponse("You will not see this notice again.")
