from django.http import HttpResponse, JsonResponse


def show_notice(request, text):
    return JsonResponse({"notice": text})


def dismiss_notice(request, text):
    return HttpResponse("You will not see this notice again.")
