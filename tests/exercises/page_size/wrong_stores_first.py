"""It stores the number and then checks it. An answer of 400 saves the session, and so the bad number stays.

Fails: what_is_refused_replaces_nothing
Says: The page size after "0" should be 25, and is 10.
"""

from django.http import HttpResponse

PAGE_SIZES = (10, 25, 50)


def choose_page_size(request):
    try:
        request.session["page_size"] = int(request.POST["size"])
    except (KeyError, ValueError):
        return HttpResponse("Choose 10, 25 or 50.", status=400)
    if request.session["page_size"] not in PAGE_SIZES:
        return HttpResponse("Choose 10, 25 or 50.", status=400)
    return HttpResponse("Your choice is kept.")


def list_books(request):
    size = request.session.get("page_size")
    return HttpResponse(f"{size if size in PAGE_SIZES else 10} books on a page.")
