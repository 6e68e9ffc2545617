from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST


def who(request):
    return HttpResponse(f"{request.user}: {list(request.session.keys())}")


@require_POST
def log_out(request):
    color = request.session.get("color")
    logout(request)
    if color is not None:
        request.session["color"] = color
    return redirect("who")
