"""It keeps what was dismissed in a cookie of its own, and not in the session.

Fails: it_is_kept_in_the_session
Says: The session should have something in it, and is empty.
"""

from hashlib import sha256

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST


def show_notice(request, text):
    dismissed = request.COOKIES.get("dismissed") == sha256(text.encode()).hexdigest()
    return JsonResponse({"notice": None if dismissed else text})


@require_POST
def dismiss_notice(request, text):
    response = HttpResponse("You will not see this notice again.")
    response.set_cookie("dismissed", sha256(text.encode()).hexdigest())
    return response
