"""It checks what the form sends, and trusts what it reads. A session can hold what an older version has left there.

Fails: nonsense_in_the_session_counts_as_nothing
Says: The page of list_books should show one whole number, and shows "many books on a page.".
"""

from django.http import HttpResponse


def choose_page_size(request):
    if request.POST.get("size") not in ("10", "25", "50"):
        return HttpResponse("Choose 10, 25 or 50.", status=400)
    request.session["page_size"] = int(request.POST["size"])
    return HttpResponse("Your choice is kept.")


def list_books(request):
    size = request.session.get("page_size", 10)
    return HttpResponse(f"{size} books on a page.")
