"""It loads the session anew in a transaction. Other pages do not: they save what they loaded before.

Fails: another_page_takes_no_stamp_away
Says: The number of stamps should be 1, and is 0.
"""

import secrets

from django.contrib.sessions.backends.db import SessionStore
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
        fresh = SessionStore(request.session.session_key)
        fresh["stamps"] = fresh.get("stamps", 0) + 1
        fresh.save()
    return HttpResponse(f"You have {fresh['stamps']} stamps.")


def card(request):
    return HttpResponse(f"You have {request.session.get('stamps', 0)} stamps.")
