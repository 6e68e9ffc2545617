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
    # The session is only read here, so it is not saved: whatever another page stores in it meanwhile stays.
    token = request.session["card"]
    # Both tabs may find no row. The token is unique, so one of them makes it, and the other one gets it.
    Card.objects.get_or_create(token=token)
    # One statement. The database reads, adds and writes, and lets nobody in between; Python never knows the number.
    Card.objects.filter(token=token).update(stamps=F("stamps") + 1)
    return card(request)


def card(request):
    stamps = Card.objects.filter(token=request.session["card"]).values_list("stamps", flat=True).first()
    return HttpResponse(f"You have {stamps or 0} stamps.")
