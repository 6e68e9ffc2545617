"""It keeps what was dismissed in a variable of the module: one visitor dismisses it for all.

Fails: other_visitors_still_see_it
Says: Ben's page should be {'notice': 'Closed on Monday.'}, and is {'notice': None}.
"""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

dismissed = set()


def show_notice(request, text):
    return JsonResponse({"notice": None if text in dismissed else text})


@require_POST
def dismiss_notice(request, text):
    dismissed.clear()
    dismissed.add(text)
    return HttpResponse("You will not see this notice again.")
