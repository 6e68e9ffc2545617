"""Two async views, with the async twins of the methods. The search lies in a list."""

from django.http import HttpResponse, JsonResponse


async def search(request):
    words = request.GET.get("q", "").split()
    if words:
        await request.session.aset("searches", [" ".join(words)])
    last = await request.session.aget("searches", [""])
    return JsonResponse({"search": last[0]})


async def forget_search(request):
    await request.session.apop("searches", None)
    return HttpResponse("Your search is forgotten.")
