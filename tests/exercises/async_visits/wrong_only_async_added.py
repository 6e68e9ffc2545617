"""It is the plain view with `async` before it. It passes for newcomers: they have no session that must be loaded.

Fails: every_question_adds_1
Says: ask raised SynchronousOnlyOperation: You cannot call this from an async context - use a thread or sync_to_async, in line 11.
"""  # noqa: E501

from django.http import HttpResponse


async def ask(request, title):
    counts = request.session.get("asked", {})
    counts[title] = counts.get(title, 0) + 1
    request.session["asked"] = counts
    return HttpResponse(f"You have asked for it {counts[title]} times.")


async def start_over(request):
    forgotten = request.session.pop("asked", {})
    return HttpResponse(f"{len(forgotten)} titles are forgotten.")
