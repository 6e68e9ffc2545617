"""It shows the number of visits before this one, as the first page of many tutorials does.

Fails: the_first_visit_reads_1
Says: The count should be 1, and is 0.
"""

from django.http import HttpResponse


def count_visits(request, page):
    visits = request.session.get(f"visits_{page}", 0)
    request.session[f"visits_{page}"] = visits + 1
    return HttpResponse(f"You have opened this page {visits} times.")
