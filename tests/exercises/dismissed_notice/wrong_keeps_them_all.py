"""It collects all texts that were ever dismissed. One of them never comes back, and the session grows and grows.

Fails: only_the_text_dismissed_last_stays_away
Says: The page should be {'notice': 'Closed on Monday.'}, and is {'notice': None}.
"""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST


def show_notice(request, text):
    return JsonResponse({"notice": None if text in request.session.get("dismissed", []) else text})


@require_POST
def dismiss_notice(request, text):
    request.session["dismissed"] = [*request.session.get("dismissed", []), text]
    return HttpResponse("You will not see this notice again.")
