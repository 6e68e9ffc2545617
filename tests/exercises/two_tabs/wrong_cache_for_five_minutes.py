"""It leaves out the timeout. What is added to a cache without one is dropped after five minutes.

Fails: stamps_are_there_the_next_day
Says: The number on the card should be 2, and is 0.
"""

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
    cache.add(name, 0)
    return HttpResponse(f"You have {cache.incr(name)} stamps.")


def card(request):
    stamps = cache.get(f"stamps-{request.session['card']}", 0)
    return HttpResponse(f"You have {stamps} stamps.")
