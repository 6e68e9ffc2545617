"""One awaited method loads the session. From then on it is in memory, and brackets wait for nothing."""

from django.http import HttpResponse


async def ask(request, title):
    await request.session.asetdefault("asked", {})
    counts = request.session["asked"]
    counts[title] = counts.get(title, 0) + 1
    request.session.modified = True
    return HttpResponse(f"You have asked for it {counts[title]} times.")


async def start_over(request):
    if not await request.session.ahas_key("asked"):
        return HttpResponse("0 titles are forgotten.")
    forgotten = len(request.session["asked"])
    del request.session["asked"]
    return HttpResponse(f"{forgotten} titles are forgotten.")
