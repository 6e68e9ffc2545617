"""It starts at 1 and stores the number of the next visit. Whoever reads the session finds one visit too many.

Fails: what_is_shown_is_what_is_stored
Says: The session should contain 2, and is {'visits_catalog': 3}.
"""

from django.http import HttpResponse


def count_visits(request, page):
    visits = request.session.get(f"visits_{page}", 1)
    request.session[f"visits_{page}"] = visits + 1
    return HttpResponse(f"You have opened this page {visits} times.")
