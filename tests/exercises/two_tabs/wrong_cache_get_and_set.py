"""It takes the number out of the cache and puts another one in. Those are two steps there as well.

Fails: two_tabs_are_two_stamps
Says: After 1 stamp and 2 at once, the number should be 3, and is 2.
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
    cache.set(name, cache.get(name, 0) + 1, timeout=None)
    return card(request)


def card(request):
    stamps = cache.get(f"stamps-{request.session['card']}", 0)
    return HttpResponse(f"You have {stamps} stamps.")
