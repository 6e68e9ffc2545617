from django.http import HttpResponse, HttpResponseBadRequest

PAGE_SIZES = (10, 25, 50)
CHOICES = {str(size): size for size in PAGE_SIZES}


def choose_page_size(request):
    # The texts that are accepted are looked up, so no other text has to be understood.
    size = CHOICES.get(request.POST.get("size"))
    if size is None:
        # Nothing is stored before this line: an answer of 400 saves the session too.
        return HttpResponseBadRequest("Choose 10, 25 or 50.")
    request.session["page_size"] = size
    return HttpResponse("Your choice is kept.")


def list_books(request):
    size = request.session.get("page_size")
    # A session can be older than this code. A tuple, because a set raises TypeError when it is asked about a list.
    if size not in PAGE_SIZES:
        size = PAGE_SIZES[0]
    return HttpResponse(f"{size} books on a page.")
