"""One dictionary for all pages, and Django is told that it has changed."""

from django.http import HttpResponse


def count_visits(request, page):
    counts = request.session.setdefault("visits", {})
    counts[page] = counts.get(page, 0) + 1
    request.session.modified = True
    return HttpResponse(str(counts[page]))
