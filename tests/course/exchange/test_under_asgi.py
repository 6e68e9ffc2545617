"""The course under ASGI: the same exchanges, from an event loop."""

from __future__ import annotations

import asyncio

import pytest
from django.test import AsyncClient, Client
from django.urls import reverse

from catalog.course.lessons.operation import all_operations

pytestmark = pytest.mark.django_db(transaction=True)

JSON = {"accept": "application/json"}
NAMES = [name for name, operation in all_operations().items() if operation.is_async] + ["set_value", "flush_session"]


def run_all(post) -> dict[str, dict]:
    """Run each operation once, and return what can be compared of its exchange."""
    exchanges = {}
    for name in NAMES:
        inputs = {one.name: one.default for one in all_operations()[name].inputs}
        exchange = post(reverse("run-operation", args=[name]), inputs, headers=JSON).json()
        told = {key: exchange[key] for key in ("status", "error", "accessed", "modified", "saved")}
        exchanges[name] = told | {"paths": [change["path"] for change in exchange["changes"]]}
    return exchanges


@pytest.mark.full
def test_an_exchange_is_the_same_under_asgi_and_wsgi():
    client, async_client = Client(), AsyncClient()

    def post(*args, **kwargs):
        return asyncio.run(async_client.post(*args, **kwargs))

    assert run_all(post) == run_all(client.post)
