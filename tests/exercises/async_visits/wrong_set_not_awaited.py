"""It forgets to await what it writes. Python makes a coroutine that nobody runs, so nothing is stored.

Fails: every_question_adds_1
Says: The count should be 2, and is 1.
"""

from django.http import HttpResponse


async def ask(request, title):
    counts = await request.session.aget("asked", {})
    counts[title] = counts.get(title, 0) + 1
    request.session.aset("asked", counts)
    return HttpResponse(f"You have asked for it {counts[title]} times.")


async def start_over(request):
    forgotten = await request.session.apop("asked", {})
    return HttpResponse(f"{len(forgotten)} titles are forgotten.")
