from django.http import HttpResponse
from django.urls import path


def remember(request):
    request.session["name"] = "Ada"
    return HttpResponse("I will remember you.")


def recognize(request):
    name = request.session.get("name", "stranger")
    return HttpResponse(f"Hello, {name}.")


urlpatterns = [
    path("remember/", remember),
    path("recognize/", recognize),
]
