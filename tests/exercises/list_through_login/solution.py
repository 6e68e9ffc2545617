from django.contrib.auth import authenticate, login, logout
from django.http import HttpResponse, JsonResponse


def add(request, title):
    request.session["books"] = [*request.session.get("books", []), title]
    return HttpResponse(f"{title} is on your list.")


def show(request):
    return JsonResponse(request.session.get("books", []), safe=False)


def sign_in(request):
    user = authenticate(request, username=request.POST.get("username"), password=request.POST.get("password"))
    if user is None:
        return HttpResponse("Wrong name or password.", status=403)
    # login() knows whose session this is. An anonymous one it keeps and gives a new key, one of the same user it keeps
    # as it is, and one of another user it empties. Saving the list before and restoring it after would undo the last.
    login(request, user)
    return HttpResponse(f"Hello, {user.get_username()}.")


def sign_out(request):
    # Everything goes, because everything in this session may tell the next person about the one who leaves.
    logout(request)
    return HttpResponse("Goodbye.")
