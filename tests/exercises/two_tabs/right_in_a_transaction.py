"""The reading and the writing are one transaction. The second tab waits before it reads."""

import secrets

from django.db import models, transaction
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
    with transaction.atomic():
        found, _ = Card.objects.select_for_update().get_or_create(token=request.session["card"])
        found.stamps += 1
        found.save()
    return HttpResponse(f"You have {found.stamps} stamps.")


def card(request):
    found = Card.objects.filter(token=request.session["card"]).first()
    return HttpResponse(f"You have {found.stamps if found else 0} stamps.")
