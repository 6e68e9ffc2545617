"""The home page: what the library holds, and the visitor's count."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from tests.factories import make_book, make_copy

pytestmark = pytest.mark.django_db


def test_the_first_visit_is_number_one(client):
    response = client.get(reverse("index"))

    assert response.context["num_visits"] == 1
    assert client.session["num_visits"] == 1
