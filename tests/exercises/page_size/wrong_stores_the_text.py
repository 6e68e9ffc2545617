"""It stores the text of the form as it is. The page looks right, and other pages find a text and no number.

Fails: a_whole_number_is_stored
Says: The value of page_size should be 25, and is "25".
"""

from django.http import HttpResponse

PAGE_SIZES = ("10", "25", "50")


def choose_page_size(request):
    size = request.POST.get("size")
    if size not in PAGE_SIZES:
        return HttpResponse("Choose 10, 25 or 50.", status=400)
    request.session["page_size"] = size
    return HttpResponse("Your choice is kept.")


def list_books(request):
    size = request.session.get("page_size")
    return HttpResponse(f"{size if size in PAGE_SIZES else '10'} books on a page.")
