from django.http import HttpResponse


def confirm(request):
    return HttpResponse("Nothing is confirmed yet.")


def renew_card(request):
    return HttpResponse("Your card is good for another year.")
