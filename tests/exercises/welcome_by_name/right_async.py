"""Two async views, with the async twins of the methods."""

from django.http import HttpResponse


async def tell_name(request):
    await request.session.aset("name", request.POST["name"])
    return HttpResponse("I will remember you.")


async def welcome(request):
    if await request.session.ahas_key("name"):
        return HttpResponse(f"Hello, {await request.session.aget('name')}.")
    return HttpResponse("Hello, stranger.")
