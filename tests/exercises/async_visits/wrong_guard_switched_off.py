"""It switches Django's guard off. Every visitor then waits while the database answers one of them.

Fails: the_guard_stays_on
Says: DJANGO_ALLOW_ASYNC_UNSAFE should not be there, and is "true".
"""

import os

from django.http import HttpResponse

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


async def ask(request, title):
    counts = request.session.get("asked", {})
    counts[title] = counts.get(title, 0) + 1
    request.session["asked"] = counts
    return HttpResponse(f"You have asked for it {counts[title]} times.")


async def start_over(request):
    forgotten = request.session.pop("asked", {})
    return HttpResponse(f"{len(forgotten)} titles are forgotten.")
