"""It forgets what was dismissed as soon as another text is shown. A page that is only looked at changes the session.

Fails: a_change_that_is_taken_back_changes_nothing
Says: The page should be {'notice': None}, and is {'notice': 'Closed on Monday.'}.
"""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST


def show_notice(request, text):
    if request.session.get("dismissed_notice") == text:
        return JsonResponse({"notice": None})
    request.session.pop("dismissed_notice", None)
    return JsonResponse({"notice": text})


@require_POST
def dismiss_notice(request, text):
    request.session["dismissed_notice"] = text
    return HttpResponse("You will not see this notice again.")
