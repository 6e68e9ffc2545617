"""A foreign key to the account has the column too. The store overrides save() and asave() and writes it afterwards."""

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone


class VisitorSession(AbstractBaseSession):
    account = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        app_label = "library"

    @classmethod
    def get_session_store_class(cls):
        return SessionStore


class SessionStore(db.SessionStore):
    @classmethod
    def get_model_class(cls):
        return VisitorSession

    def save(self, must_create=False):
        super().save(must_create)
        self.own_row().update(account=self.get(SESSION_KEY))

    async def asave(self, must_create=False):
        await super().asave(must_create)
        await self.own_row().aupdate(account=await self.aget(SESSION_KEY))

    def own_row(self):
        return VisitorSession.objects.filter(session_key=self.session_key)


def sessions_of(user):
    alive = VisitorSession.objects.filter(account=user, expire_date__gt=timezone.now())
    return alive.values_list("pk", flat=True)
