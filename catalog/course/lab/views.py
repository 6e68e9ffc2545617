"""A view as a lab calls it: with a request alone, and held to what Django asks of a view."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterable, Callable, Iterable, Iterator
from functools import wraps
from typing import Any

from asgiref.sync import async_to_sync, iscoroutinefunction, sync_to_async
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from catalog.course.lab.expectations import shown

View = Callable[..., Any]


def answering(view: View, args: tuple[Any, ...], raised: list[BaseException]) -> View:
    """Return ``view`` for a request alone, rendered like Django's handler would. What it raises is added to ``raised``.

    Whatever it returns that is no response becomes a ``ValueError``, in Django's own words.
    """
    if iscoroutinefunction(view):

        @wraps(view)
        async def answering_view(request: HttpRequest) -> HttpResponse:
            try:
                return await sync_to_async(_checked)(view, await view(request, *args), raised)
            except BaseException as error:
                raised.append(error)
                raise
    else:

        @wraps(view)
        def answering_view(request: HttpRequest) -> HttpResponse:
            try:
                return _checked(view, view(request, *args), raised)
            except BaseException as error:
                raised.append(error)
                raise

    return answering_view


def _checked(view: View, response: Any, raised: list[BaseException]) -> HttpResponse:
    if inspect.iscoroutine(response):
        response.close()  # nobody will await it
    BaseHandler().check_response(response, view)
    if not isinstance(response, HttpResponseBase):
        raise ValueError(f"The view {view.__name__} returned {shown(response)}, and should return an HttpResponse.")
    if response.streaming:
        response.streaming_content = _streamed(response.streaming_content, raised)
    return response.render() if hasattr(response, "render") else response


def _streamed(content: Iterable[bytes] | AsyncIterable[bytes], raised: list[BaseException]) -> Iterator[bytes]:
    """Yield the parts of a streamed page when they are asked for, after the middleware is done.

    What is raised by then cannot change the answer any more: the page ends there.
    """
    try:
        yield from async_to_sync(_gathered)(content) if isinstance(content, AsyncIterable) else content
    except Exception as error:
        raised.append(error)


async def _gathered(content: AsyncIterable[bytes]) -> list[bytes]:
    return [part async for part in content]
