"""It takes for granted that a choice was made. For whoever made none, brackets raise KeyError.

Fails: whoever_chose_nothing_gets_ten
Says: list_books raised KeyError: 'page_size', in line 18.
"""

from django.http import HttpResponse


def choose_page_size(request):
    if request.POST.get("size") not in ("10", "25", "50"):
        return HttpResponse("Choose 10, 25 or 50.", status=400)
    request.session["page_size"] = int(request.POST["size"])
    return HttpResponse("Your choice is kept.")


def list_books(request):
    size = request.session["page_size"]
    return HttpResponse(f"{size if size in (10, 25, 50) else 10} books on a page.")
