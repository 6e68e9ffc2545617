"""The visit counter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from catalog.course.lessons.operation import operation


@operation("Count a visit")
def count_visit(request: HttpRequest) -> HttpResponse:
    num_visits = request.session.get("num_visits", 0)
    num_visits += 1
    request.session["num_visits"] = num_visits
    return HttpResponse(f"This is visit number {num_visits}.")


@operation("Count a visit, async")
async def acount_visit(request: HttpRequest) -> HttpResponse:
    num_visits = await request.session.aget("num_visits", 0)
    num_visits += 1
    await request.session.aset("num_visits", num_visits)
    return HttpResponse(f"This is visit number {num_visits}.")


@operation("Show the count from before")
def count_visit_shown_late(request: HttpRequest) -> HttpResponse:
    num_visits = request.session.get("num_visits", 0)
    request.session["num_visits"] = num_visits + 1
    return HttpResponse(f"Number of earlier visits: {num_visits}.")


@operation("Start again")
def reset_counter(request: HttpRequest) -> HttpResponse:
    request.session.pop("num_visits", None)
    return HttpResponse("The count is gone.")


@operation("Count in one line")
def count_visit_in_place(request: HttpRequest) -> HttpResponse:
    request.session["num_visits"] += 1
    return HttpResponse(f"This is visit number {request.session['num_visits']}.")


@operation("Count, then redirect")
def count_and_redirect(request: HttpRequest) -> HttpResponse:
    request.session["num_visits"] = request.session.get("num_visits", 0) + 1
    return redirect("index")


@operation("Count in two tabs at once")
def count_in_two_tabs(request: HttpRequest) -> HttpResponse:
    if "num_visits" not in request.session:  # this tab has loaded the session now
        return HttpResponse("Count a visit first.")
    other_tab = type(request.session)(request.session.session_key)
    other_tab["num_visits"] += 1
    other_tab.save()
    request.session["num_visits"] += 1
    return HttpResponse("Two tabs have counted a visit each.")


@operation("Count a visitor once")
def count_once(request: HttpRequest) -> HttpResponse:
    if request.session.get("has_visited"):
        return HttpResponse("You are counted already.")
    request.session["has_visited"] = True
    return HttpResponse("You are counted.")
