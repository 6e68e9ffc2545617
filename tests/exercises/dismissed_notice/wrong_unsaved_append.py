"""It appends to a list inside the session. Only setdefault() is noticed, which stores the list with the first text.

Fails: the_next_notice_can_be_dismissed_too
Says: The page should be {'notice': None}, and is {'notice': 'Closed on Tuesday.'}.
"""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST


def show_notice(request, text):
    return JsonResponse({"notice": None if text in request.session.get("dismissed", []) else text})


@require_POST
def dismiss_notice(request, text):
    request.session.setdefault("dismissed", []).append(text)
    return HttpResponse("You will not see this notice again.")
