"""A view as a lab calls it: with the request as its only argument, and with the checks of Django's handler."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterable, Callable, Iterator
from functools import wraps
from typing import Any

from asgiref.sync import async_to_sync, iscoroutinefunction, sync_to_async
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from catalog.course.lab.expectations import shown

View = Callable[..., Any]


def answering(view: View, args: tuple[Any, ...]) -> View:
    """Return ``view`` as a function of the request alone. The response is rendered, as Django's handler does it.

    If it does not return a response, ``ValueError`` is raised with the text that Django uses.
    """
    if iscoroutinefunction(view):

        @wraps(view)
        async def answering_view(request: HttpRequest) -> HttpResponse:
            return await sync_to_async(_checked)(view, await view(request, *args))
    else:

        @wraps(view)
        def answering_view(request: HttpRequest) -> HttpResponse:
            return _checked(view, view(request, *args))

    return answering_view


def _checked(view: View, response: Any) -> HttpResponse:
    if inspect.iscoroutine(response):
        response.close()  # it is never awaited
    BaseHandler().check_response(response, view)
    if not isinstance(response, HttpResponseBase):
        raise ValueError(f"The view {view.__name__} returned {shown(response)}, and should return an HttpResponse.")
    if response.streaming and isinstance(response.streaming_content, AsyncIterable):
        response.streaming_content = _synchronous(response.streaming_content)
    return response.render() if hasattr(response, "render") else response


def _synchronous(content: AsyncIterable[bytes]) -> Iterator[bytes]:
    """Yield the parts of an asynchronous streaming response on demand, after the middleware is done."""
    yield from async_to_sync(_gathered)(content)


async def _gathered(content: AsyncIterable[bytes]) -> list[bytes]:
    return [part async for part in content]
