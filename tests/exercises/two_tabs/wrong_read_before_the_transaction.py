"""It writes in a transaction, and has read before it. What was read is old when the transaction begins.

Fails: two_tabs_are_two_stamps
Says: After 1 stamp and 2 at once, the number should be 3, and is 2.
"""

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
    found, _ = Card.objects.get_or_create(token=request.session["card"])
    with transaction.atomic():
        found.stamps += 1
        found.save()
    return card(request)


def card(request):
    found = Card.objects.filter(token=request.session["card"]).first()
    return HttpResponse(f"You have {found.stamps if found else 0} stamps.")
