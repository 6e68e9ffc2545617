from django.http import HttpResponse
from django.shortcuts import redirect


def park(request):
    request.session["my_car"] = {"name": "mini", "wheels": "steel"}
    return redirect("car")


def change_wheels(request):
    request.session["my_car"]["wheels"] = "alloy"
    return redirect("car")


def car(request):
    return HttpResponse(str(request.session.get("my_car")))
