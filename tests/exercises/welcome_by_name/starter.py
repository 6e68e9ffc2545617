from django.http import HttpResponse


def tell_name(request):
    return HttpResponse("I will remember you.")


def welcome(request):
    return HttpResponse("Hello, stranger.")
