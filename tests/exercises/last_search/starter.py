from django.http import HttpResponse, JsonResponse


def search(request):
    return JsonResponse({"search": ""})


def forget_search(request):
    return HttpResponse("Your search is forgotten.")
