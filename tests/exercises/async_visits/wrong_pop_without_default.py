"""It forgets what may not be there. apop() without a default raises KeyError then, as pop() does.

Fails: one_can_start_over_without_a_count
Says: start_over raised KeyError: 'asked', in line 18.
"""

from django.http import HttpResponse


async def ask(request, title):
    counts = await request.session.aget("asked", {})
    counts[title] = counts.get(title, 0) + 1
    await request.session.aset("asked", counts)
    return HttpResponse(f"You have asked for it {counts[title]} times.")


async def start_over(request):
    forgotten = await request.session.apop("asked")
    return HttpResponse(f"{len(forgotten)} titles are forgotten.")
