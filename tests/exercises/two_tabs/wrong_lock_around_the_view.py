"""It locks the view. The session is saved after the view, when the lock is free again.

Fails: two_tabs_are_two_stamps
Says: After 1 stamp and 2 at once, the number should be 3, and is 2.
"""

import secrets
import threading

from django.db import models
from django.http import HttpResponse

lock = threading.Lock()


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
    with lock:
        request.session["stamps"] = request.session.get("stamps", 0) + 1
    return card(request)


def card(request):
    return HttpResponse(f"You have {request.session.get('stamps', 0)} stamps.")
