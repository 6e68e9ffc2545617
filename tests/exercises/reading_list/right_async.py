"""Async views, that share one way to change the list: read it, change it, store it."""

from django.http import Http404, HttpResponse, JsonResponse


async def add_book(request, book):
    books = await request.session.aget("books", [])
    if book not in [entry["book"] for entry in books]:
        books.append({"book": book, "note": "", "read": False})
        await request.session.aset("books", books)
    return HttpResponse("Done.")


async def write_note(request, book):
    books, entry = await found(request, book)
    entry["note"] = request.POST["note"]
    await request.session.aset("books", books)
    return HttpResponse("Done.")


async def mark_as_read(request, book):
    books, entry = await found(request, book)
    entry["read"] = True
    await request.session.aset("books", books)
    return HttpResponse("Done.")


async def remove_book(request, book):
    books, entry = await found(request, book)
    books.remove(entry)
    if books:
        await request.session.aset("books", books)
    else:
        await request.session.apop("books")
    return HttpResponse("Done.")


async def reading_list(request):
    return JsonResponse({"books": await request.session.aget("books", [])})


async def found(request, book):
    books = await request.session.aget("books", [])
    for entry in books:
        if entry["book"] == book:
            return books, entry
    raise Http404("This book is not on your list.")
