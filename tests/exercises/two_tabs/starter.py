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
    request.session["stamps"] = request.session.get("stamps", 0) + 1
    return card(request)


def card(request):
    return HttpResponse(f"You have {request.session.get('stamps', 0)} stamps.")
