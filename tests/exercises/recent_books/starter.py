from django.http import HttpResponse, JsonResponse


def show_book(request, book):
    return HttpResponse(f"This is book {book}.")


def recent_books(request):
    return JsonResponse({"books": []})
