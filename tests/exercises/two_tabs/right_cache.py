"""The cache adds: add() does nothing if the number is there, and incr() is one step."""

import secrets

from django.core.cache import cache
from django.db import models
from django.http import HttpResponse


class Card(models.Model):
    token = models.CharField(max_length=40, unique=True)
    stamps = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "library"

    def __str__(self):
        return f"{self.stamps} stamps"


def open_card(request):
    request.session.setdefault("card", secrets.token_urlsafe(16))
    return HttpResponse("This is your card.")


def stamp(request):
    name = f"stamps-{request.session['card']}"
    cache.add(name, 0, timeout=None)
    return HttpResponse(f"You have {cache.incr(name)} stamps.")


def card(request):
    stamps = cache.get(f"stamps-{request.session['card']}", 0)
    return HttpResponse(f"You have {stamps} stamps.")
