"""It forgets to await what it reads, and gets a coroutine in the place of the counts.

Fails: the_first_question_reads_1
Says: ask raised AttributeError: 'coroutine' object has no attribute 'get', in line 12.
"""

from django.http import HttpResponse


async def ask(request, title):
    counts = request.session.aget("asked", {})
    counts[title] = counts.get(title, 0) + 1
    await request.session.aset("asked", counts)
    return HttpResponse(f"You have asked for it {counts[title]} times.")


async def start_over(request):
    forgotten = await request.session.apop("asked", {})
    return HttpResponse(f"{len(forgotten)} titles are forgotten.")
