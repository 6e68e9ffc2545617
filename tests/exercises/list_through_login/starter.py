from django.http import HttpResponse, JsonResponse


def add(request, title):
    request.session["books"] = [*request.session.get("books", []), title]
    return HttpResponse(f"{title} is on your list.")


def show(request):
    return JsonResponse(request.session.get("books", []), safe=False)


def sign_in(request):
    return HttpResponse("Nobody can log in yet.")


def sign_out(request):
    return HttpResponse("Nobody can log out yet.")
