"""It keeps the count in the session, and so once for each visitor, who gets a session only for that.

Fails: the_count_is_shared_for_a_minute
Says: What Ben sees 59 seconds later should be "Dune, counted at 09:00:00", and is "Dune, counted at 09:00:59".
"""

import time

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache


def add_book(request, title):
    request.session["books"] = [*request.session.get("books", []), title]
    return HttpResponse(f"{title} is on your list.")


def most_borrowed():
    # Stands for a count over years of loans, which takes long.
    return f"Dune, counted at {timezone.now():%H:%M:%S}"


@never_cache
def my_page(request):
    kept = request.session.get("popular")
    if kept is None or time.time() - kept["at"] > 60:
        kept = {"at": time.time(), "popular": most_borrowed()}
        request.session["popular"] = kept
    return JsonResponse({"books": request.session.get("books", []), "most_borrowed": kept["popular"]})
