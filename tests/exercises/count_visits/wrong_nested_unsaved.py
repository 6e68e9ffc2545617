"""It changes a dictionary inside the session. Django sees only that a key is set, and nothing sets one here again.

Fails: every_visit_adds_1
Says: The count should be 3, and is 2.
"""

from django.http import HttpResponse


def count_visits(request, page):
    counts = request.session.setdefault("visits", {})
    counts[page] = counts.get(page, 0) + 1
    return HttpResponse(f"You have opened this page {counts[page]} times.")
