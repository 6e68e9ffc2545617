"""It counts in a variable of the process. Every process has its own count, and a restart has none.

Fails: two_processes_are_two_stamps
Says: After 1 stamp and 2 at once, the number should be 3, and is 2.
"""

import secrets
from collections import Counter

from django.db import models
from django.http import HttpResponse

stamps = Counter()


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
    stamps[request.session["card"]] += 1
    return card(request)


def card(request):
    return HttpResponse(f"You have {stamps[request.session['card']]} stamps.")
