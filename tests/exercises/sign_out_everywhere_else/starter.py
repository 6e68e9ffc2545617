from django.http import HttpResponse


def sign_out_elsewhere(request):
    return HttpResponse("You are still logged in everywhere.")
