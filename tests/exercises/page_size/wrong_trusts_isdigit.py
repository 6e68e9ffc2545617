"""isdigit() says yes to a raised two, which int() cannot read.

Fails: what_is_no_page_size_is_refused
Says: choose_page_size raised ValueError: invalid literal for int() with base 10: '²', in line 14.
"""

from django.http import HttpResponse

PAGE_SIZES = (10, 25, 50)


def choose_page_size(request):
    text = request.POST.get("size", "")
    size = int(text) if text.isdigit() else 0
    if size not in PAGE_SIZES:
        return HttpResponse("Choose 10, 25 or 50.", status=400)
    request.session["page_size"] = size
    return HttpResponse("Your choice is kept.")


def list_books(request):
    size = request.session.get("page_size")
    return HttpResponse(f"{size if size in PAGE_SIZES else 10} books on a page.")
