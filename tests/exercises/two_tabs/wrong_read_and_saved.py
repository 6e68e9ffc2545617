"""It keeps the stamps in a row, and reads and writes them as it would in the session: in two steps.

Fails: two_tabs_are_two_stamps
Says: After 1 stamp and 2 at once, the number should be 3, and is 2.
"""

import secrets

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
    found, _ = Card.objects.get_or_create(token=request.session["card"])
    found.stamps += 1
    found.save()
    return card(request)


def card(request):
    found = Card.objects.filter(token=request.session["card"]).first()
    return HttpResponse(f"You have {found.stamps if found else 0} stamps.")
