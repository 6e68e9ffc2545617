"""It keeps that a notice was dismissed, and not which. No notice is ever seen again.

Fails: another_text_is_shown
Says: The page should be {'notice': 'Closed on Tuesday.'}, and is {'notice': None}.
"""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST


def show_notice(request, text):
    return JsonResponse({"notice": None if request.session.get("dismissed") else text})


@require_POST
def dismiss_notice(request, text):
    request.session["dismissed"] = True
    return HttpResponse("You will not see this notice again.")
