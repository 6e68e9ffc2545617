"""The work on the session stays synchronous, and is done in a thread for which the view waits."""

from asgiref.sync import sync_to_async
from django.http import HttpResponse


@sync_to_async
def count(session, title):
    session[title] = session.get(title, 0) + 1
    session["titles"] = sorted({*session.get("titles", []), title})
    return session[title]


@sync_to_async
def forget(session):
    titles = session.pop("titles", [])
    for title in titles:
        del session[title]
    return len(titles)


async def ask(request, title):
    return HttpResponse(f"You have asked for it {await count(request.session, title)} times.")


async def start_over(request):
    return HttpResponse(f"{await forget(request.session)} titles are forgotten.")
