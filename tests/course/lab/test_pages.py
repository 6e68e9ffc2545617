"""Pages that are finished after the view: rendered late, or sent in parts."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.template import engines
from django.template.response import TemplateResponse

from tests.course.lab.views import count_visits


def template(source: str):
    return engines["django"].from_string(source)


def greet(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, template("{{ users.count }} user, {{ request.session.visits }} visit"), users())


async def greet_async(request: HttpRequest) -> HttpResponse:
    return greet(request)


def users() -> dict:
    return {"users": User.objects}


def stream(request: HttpRequest) -> HttpResponse:
    return StreamingHttpResponse(part for part in ("a", "b", "c"))


async def stream_async(request: HttpRequest) -> HttpResponse:
    async def parts():
        for part in ("a", "b", "c"):
            yield part

    return StreamingHttpResponse(parts())


@pytest.mark.parametrize("view", [greet, greet_async])
def test_a_template_is_rendered_with_what_it_looks_up(lab, view):
    lab.user()
    ann = lab.browser()
    ann.get(count_visits)

    assert ann.get(view).text == "1 user, 1 visit"


def test_what_a_template_raises_becomes_an_answer(lab):
    answer = lab.browser().get(lambda request: TemplateResponse(request, "no/such/template.html"))

    assert (answer.status, answer.exchange.error.type) == (500, "TemplateDoesNotExist")


@pytest.mark.parametrize("view", [stream, stream_async])
def test_a_streamed_page_is_read_to_its_end(lab, view):
    assert lab.browser().get(view).text == "abc"


def test_what_a_streamed_page_puts_into_the_session_comes_too_late(lab):
    def late(request: HttpRequest) -> HttpResponse:
        def parts():
            request.session["color"] = "blue"
            yield "done"

        return StreamingHttpResponse(parts())

    ann = lab.browser()

    assert ann.get(late).text == "done"
    assert ann.session == {}


@pytest.mark.parametrize("is_async", [False, True])
def test_a_streamed_page_that_breaks_ends_there(lab, is_async):
    def parts():
        yield "a"
        raise ValueError("broken")

    async def parts_async():
        for part in parts():
            yield part

    answer = lab.browser().get(lambda request: StreamingHttpResponse(parts_async() if is_async else parts()))

    assert answer.status == 200
    assert answer.text in ("a", "")
    assert str(answer.raised) == "broken"


def test_a_file_is_sent_and_closed(lab, tmp_path):
    (tmp_path / "book.txt").write_text("Once upon a time")
    opened = []

    def send(request: HttpRequest) -> HttpResponse:
        opened.append((tmp_path / "book.txt").open("rb"))
        return FileResponse(opened[0])

    assert lab.browser().get(send).text == "Once upon a time"
    assert opened[0].closed
