"""When is it saved?"""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse

from catalog.course.lessons.operation import operation


@operation("Park a car with steel wheels")
def park_car(request: HttpRequest) -> HttpResponse:
    request.session["my_car"] = {"name": "mini", "wheels": "steel"}
    return HttpResponse("Parked.")


@operation("Change something inside a stored value")
def change_wheels(request: HttpRequest) -> HttpResponse:
    request.session["my_car"]["wheels"] = "alloy"
    return HttpResponse("New wheels.")


@operation("Tell Django that it changed")
def change_wheels_and_say_so(request: HttpRequest) -> HttpResponse:
    request.session["my_car"]["wheels"] = "alloy"
    request.session.modified = True
    return HttpResponse("New wheels.")


@operation("Assign the whole value again")
def reassign_car(request: HttpRequest) -> HttpResponse:
    car = request.session["my_car"]
    car["wheels"] = "wood"
    request.session["my_car"] = car
    return HttpResponse("Wooden wheels.")


@operation("Change the wheels, and count a visit")
def change_wheels_and_count(request: HttpRequest) -> HttpResponse:
    request.session["my_car"]["wheels"] = "gold"
    request.session["num_visits"] = request.session.get("num_visits", 0) + 1
    return HttpResponse("Golden wheels.")


@operation("Fill a cart with setdefault and append", inputs={"item": "a book"})
def append_to_cart(request: HttpRequest) -> HttpResponse:
    request.session.setdefault("cart", []).append(request.POST["item"])
    return HttpResponse(str(request.session["cart"]))


@operation("Fill a cart so that it is saved", inputs={"item": "a book"})
def add_to_cart(request: HttpRequest) -> HttpResponse:
    request.session["cart"] = [*request.session.get("cart", []), request.POST["item"]]
    return HttpResponse(str(request.session["cart"]))


@operation("Read the two flags")
def read_flags(request: HttpRequest) -> HttpResponse:
    session = request.session
    untouched = (session.accessed, session.modified)
    session.get("num_visits")
    read = (session.accessed, session.modified)
    session["flag"] = True
    changed = (session.accessed, session.modified)
    return HttpResponse(f"accessed, modified: {untouched}, then {read}, then {changed}")


@operation("Only read")
def only_read(request: HttpRequest) -> HttpResponse:
    visits = request.session.get("num_visits", 0)
    every = settings.SESSION_SAVE_EVERY_REQUEST
    return HttpResponse(f"Visits: {visits}. SESSION_SAVE_EVERY_REQUEST: {every}")


@operation("Save without a change")
def save_without_change(request: HttpRequest) -> HttpResponse:
    request.session.modified = True
    return HttpResponse("Nothing is new.")


@operation("Save in the middle of the view")
def save_early(request: HttpRequest) -> HttpResponse:
    request.session["step"] = 1
    request.session.save()
    request.session["step"] = 2
    return HttpResponse("Look at the queries: it was written twice.")


@operation("Save in the middle, async")
async def asave_early(request: HttpRequest) -> HttpResponse:
    await request.session.aset("step", 9)
    await request.session.asave()
    await request.session.aset("step", 10)
    return HttpResponse("Written twice.")


@operation("Change something, then answer 404")
def change_and_raise_404(request: HttpRequest) -> HttpResponse:
    request.session["step"] = 3
    raise Http404("no such page")


@operation("Fail after a change")
def fail_after_change(request: HttpRequest) -> HttpResponse:
    request.session["step"] = 4
    raise RuntimeError("the view broke here")


@operation("Save, then fail")
def save_then_fail(request: HttpRequest) -> HttpResponse:
    request.session["step"] = 5
    request.session.save()
    raise RuntimeError("the view broke here")


@operation("Change something, then answer 503")
def change_and_answer_503(request: HttpRequest) -> HttpResponse:
    request.session["step"] = 6
    return HttpResponse("Closed for repairs.", status=503)


@operation("Change something while the answer is being sent")
def change_while_streaming(request: HttpRequest) -> StreamingHttpResponse:
    def pieces():
        request.session["step"] = 7
        yield "Sent in pieces."

    return StreamingHttpResponse(pieces())


@operation("Forget an await")
async def forget_await(request: HttpRequest) -> HttpResponse:
    request.session.aset("step", 8).close()  # close() silences Python's warning
    return HttpResponse("Nothing happened.")
