from django.http import HttpResponse


def choose_page_size(request):
    return HttpResponse("Your choice is kept.")


def list_books(request):
    size = 10
    return HttpResponse(f"{size} books on a page.")
