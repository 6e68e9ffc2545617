"""It keeps the beginning of the text, to keep the session small. What is changed further on is never seen.

Fails: the_smallest_change_counts
Says: The page should be {'notice': 'Closed from March 2 to March 8.'}, and is {'notice': None}.
"""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST


def show_notice(request, text):
    dismissed = request.session.get("dismissed_notice") == text[:20]
    return JsonResponse({"notice": None if dismissed else text})


@require_POST
def dismiss_notice(request, text):
    request.session["dismissed_notice"] = text[:20]
    return HttpResponse("You will not see this notice again.")
