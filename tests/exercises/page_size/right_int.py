"""It makes a number of the text, and catches what int() raises."""

from django.http import HttpResponse


def choose_page_size(request):
    try:
        size = int(request.POST["size"])
    except (KeyError, ValueError):
        size = 0
    if size not in [10, 25, 50]:
        return HttpResponse("Choose 10, 25 or 50.", status=400)
    request.session["page_size"] = size
    return HttpResponse("Your choice is kept.")


def list_books(request):
    size = request.session.get("page_size", 10)
    if not isinstance(size, int) or size not in {10, 25, 50}:
        size = 10
    return HttpResponse(f"Page size: {size}")
