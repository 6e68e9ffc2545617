"""It has one row for all visitors.

Fails: each_visitor_has_a_card
Says: The number on Ben's card should be 0, and is 2.
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
    Card.objects.get_or_create(pk=1)
    Card.objects.filter(pk=1).update(stamps=F("stamps") + 1)
    return card(request)


def card(request):
    found = Card.objects.filter(pk=1).first()
    return HttpResponse(f"You have {found.stamps if found else 0} stamps.")
