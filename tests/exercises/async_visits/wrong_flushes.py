"""It ends the session in order to forget a part of it, and the rest is gone too.

Fails: one_can_start_over_without_a_count
Says: The rest of the session should be "brass", and is None.
"""

from django.http import HttpResponse


async def ask(request, title):
    counts = await request.session.aget("asked", {})
    counts[title] = counts.get(title, 0) + 1
    await request.session.aset("asked", counts)
    return HttpResponse(f"You have asked for it {counts[title]} times.")


async def start_over(request):
    forgotten = await request.session.aget("asked", {})
    await request.session.aflush()
    return HttpResponse(f"{len(forgotten)} titles are forgotten.")
