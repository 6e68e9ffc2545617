"""It updates a row that nobody has made. An update of no rows is no error.

Fails: every_form_is_a_stamp
Says: The number that stamp shows should be 1, and is 0.
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
    Card.objects.filter(token=request.session["card"]).update(stamps=F("stamps") + 1)
    return card(request)


def card(request):
    found = Card.objects.filter(token=request.session["card"]).first()
    return HttpResponse(f"You have {found.stamps if found else 0} stamps.")
