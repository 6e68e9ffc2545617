"""Django locks the row, or makes it, in a transaction of its own. The expression is for a row that is there."""

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
    found, _ = Card.objects.update_or_create(
        token=request.session["card"], defaults={"stamps": F("stamps") + 1}, create_defaults={"stamps": 1}
    )
    found.refresh_from_db()
    return HttpResponse(f"You have {found.stamps} stamps.")


def card(request):
    found = Card.objects.filter(token=request.session["card"]).first()
    return HttpResponse(f"You have {found.stamps if found else 0} stamps.")
