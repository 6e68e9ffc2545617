"""It counts in a variable of the module: for all visitors together, and until the server is restarted.

Fails: each_visitor_has_their_own_counts
Says: Ben's count should be 1, and is 2.
"""

from collections import Counter

from django.http import HttpResponse

visits = Counter()


def count_visits(request, page):
    visits[page] += 1
    return HttpResponse(f"You have opened this page {visits[page]} times.")
