from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

COLORS = ["teal", "plum", "brick"]


@require_POST
def choose_color(request):
    color = request.POST.get("color")
    if color in COLORS:
        request.session["color"] = color
    return redirect("show_color")


def show_color(request):
    return render(request, "color.html", {"colors": COLORS})
