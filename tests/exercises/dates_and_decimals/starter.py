from django.http import HttpResponse, JsonResponse


def borrow(request, due, fee, kept_until):
    request.session["due"] = due
    request.session["fee"] = fee
    request.session["kept_until"] = kept_until
    return HttpResponse("Enjoy your book.")


def loan(request):
    return JsonResponse({"due": request.session["due"], "fee": request.session["fee"]})


def fine(request, returned):
    days = (returned - request.session["due"]).days
    return HttpResponse(str(days * request.session["fee"]))


def kept(request):
    return HttpResponse("no")
