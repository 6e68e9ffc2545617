"""int() raises ValueError for a text that is no number, and the visitor sees a server error.

Fails: what_is_no_page_size_is_refused
Says: choose_page_size raised ValueError: invalid literal for int() with base 10: 'many', in line 13.
"""

from django.http import HttpResponse

PAGE_SIZES = (10, 25, 50)


def choose_page_size(request):
    size = int(request.POST.get("size", 0))
    if size not in PAGE_SIZES:
        return HttpResponse("Choose 10, 25 or 50.", status=400)
    request.session["page_size"] = size
    return HttpResponse("Your choice is kept.")


def list_books(request):
    size = request.session.get("page_size")
    return HttpResponse(f"{size if size in PAGE_SIZES else 10} books on a page.")
