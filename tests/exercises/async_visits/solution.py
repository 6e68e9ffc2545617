from django.http import HttpResponse


async def ask(request, title):
    # The first touch loads the session from the database, and only an awaited method may wait for that.
    counts = await request.session.aget("asked", {})
    counts[title] = counts.get(title, 0) + 1
    # aset() is an assignment to the key, so Django notices. It saves after the view, as it always does.
    await request.session.aset("asked", counts)
    return HttpResponse(f"You have asked for it {counts[title]} times.")


async def start_over(request):
    # The default makes a visitor without a count no special case.
    forgotten = await request.session.apop("asked", {})
    return HttpResponse(f"{len(forgotten)} titles are forgotten.")
