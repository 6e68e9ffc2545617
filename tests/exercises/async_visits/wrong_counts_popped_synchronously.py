"""It takes the twins where it counts, and forgets the one of pop(). Nothing has loaded the session there.

Fails: starting_over_forgets_the_counts
Says: start_over raised SynchronousOnlyOperation: You cannot call this from an async context - use a thread or sync_to_async, in line 18.
"""  # noqa: E501

from django.http import HttpResponse


async def ask(request, title):
    counts = await request.session.aget("asked", {})
    counts[title] = counts.get(title, 0) + 1
    await request.session.aset("asked", counts)
    return HttpResponse(f"You have asked for it {counts[title]} times.")


async def start_over(request):
    forgotten = request.session.pop("asked", {})
    return HttpResponse(f"{len(forgotten)} titles are forgotten.")
