"""It puts the default into the session before it knows whether the form is right: a refused visitor gets a row.

Fails: what_is_refused_begins_no_session
Says: The number of rows in the store should be 0, and is 1.
"""

from django.http import HttpResponse

PAGE_SIZES = (10, 25, 50)


def choose_page_size(request):
    request.session.setdefault("page_size", 10)
    if request.POST.get("size") not in ("10", "25", "50"):
        return HttpResponse("Choose 10, 25 or 50.", status=400)
    request.session["page_size"] = int(request.POST["size"])
    return HttpResponse("Your choice is kept.")


def list_books(request):
    size = request.session.get("page_size")
    return HttpResponse(f"{size if size in PAGE_SIZES else 10} books on a page.")
