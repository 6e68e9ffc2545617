from django.http import HttpResponse, JsonResponse


def add_book(request, book):
    return HttpResponse("The book is on your list.")


def write_note(request, book):
    return HttpResponse("Your note is kept.")


def mark_as_read(request, book):
    return HttpResponse("The book is read.")


def remove_book(request, book):
    return HttpResponse("The book is off your list.")


def reading_list(request):
    return JsonResponse({"books": []})
