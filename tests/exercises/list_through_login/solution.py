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
    # login() compares the user with the one in the session. An anonymous session keeps its entries and gets a new key.
    # One of the same user and password is kept with its key. Any other is emptied: to save the list before and restore
    # it afterwards would undo that.
    login(request, user)
    return HttpResponse(f"Hello, {user.get_username()}.")


def sign_out(request):
    # Everything goes, because everything in this session may tell the next person about the one who leaves.
    logout(request)
    return HttpResponse("Goodbye.")
