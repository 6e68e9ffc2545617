"""It begins a new session at each log-in, and carries the list over unless it was another user's."""

from django.contrib.auth import authenticate, login
from django.http import HttpResponse, JsonResponse


def add(request, title):
    request.session["books"] = [*request.session.get("books", []), title]
    return HttpResponse(f"{title} is on your list.")


def show(request):
    return JsonResponse(request.session.get("books", []), safe=False)


def sign_in(request):
    user = authenticate(request, **request.POST.dict())
    if user is None:
        return HttpResponse("Wrong name or password.", status=403)
    books = request.session.get("books", [])
    from_another = request.user.is_authenticated and request.user != user
    request.session.flush()
    login(request, user)
    if books and not from_another:
        request.session["books"] = books
    return HttpResponse(f"Hello, {user.get_username()}.")


def sign_out(request):
    request.session.flush()
    return HttpResponse("Goodbye.")
