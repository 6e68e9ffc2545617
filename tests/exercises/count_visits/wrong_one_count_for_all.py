"""All pages share one key, so each of them adds to the count of the others.

Fails: each_page_has_its_own_count
Says: The count of another page should be 1, and is 3.
"""

from django.http import HttpResponse


def count_visits(request, page):
    request.session["visits"] = request.session.get("visits", 0) + 1
    return HttpResponse(f"You have opened this page {request.session['visits']} times.")
