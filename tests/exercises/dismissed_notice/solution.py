from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST


def show_notice(request, text):
    # Nothing has to be reset when the text changes: another text is not equal to the one that was dismissed.
    dismissed = request.session.get("dismissed_notice") == text
    return JsonResponse({"notice": None if dismissed else text})


# A GET must change nothing: browsers and crawlers follow links by themselves.
@require_POST
def dismiss_notice(request, text):
    # One text, in the place of the one before, so that the session stays small.
    request.session["dismissed_notice"] = text
    return HttpResponse("You will not see this notice again.")
