"""It makes the row if it has found none. The other tab has found none either, and only one can make it.

Fails: two_first_stamps_are_two
Says: stamp raised IntegrityError: UNIQUE constraint failed: library_card.token, in line 35.
"""

import secrets

from django.db import models
from django.db.models import F
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
    token = request.session["card"]
    if Card.objects.filter(token=token).exists():
        Card.objects.filter(token=token).update(stamps=F("stamps") + 1)
    else:
        Card.objects.create(token=token, stamps=1)
    return card(request)


def card(request):
    found = Card.objects.filter(token=request.session["card"]).first()
    return HttpResponse(f"You have {found.stamps if found else 0} stamps.")
