"""Django's own form checks the password."""

from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpResponse, JsonResponse


def add(request, title):
    request.session["books"] = [*request.session.get("books", []), title]
    return HttpResponse(f"{title} is on your list.")


def show(request):
    return JsonResponse(request.session.get("books", []), safe=False)


def sign_in(request):
    form = AuthenticationForm(request, data=request.POST)
    if not form.is_valid():
        return JsonResponse(form.errors, status=403)
    login(request, form.get_user())
    return HttpResponse("Hello.")


def sign_out(request):
    logout(request)
    return HttpResponse("Goodbye.")
