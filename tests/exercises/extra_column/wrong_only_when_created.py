"""It fills the column when a row is made. At log-in the account comes into the session after that.

Fails: a_log_in_fills_the_column
Says: account_id should be 1, and is None.
"""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone


class VisitorSession(AbstractBaseSession):
    account_id = models.IntegerField(null=True, db_index=True)

    class Meta:
        app_label = "library"

    @classmethod
    def get_session_store_class(cls):
        return SessionStore


class SessionStore(db.SessionStore):
    @classmethod
    def get_model_class(cls):
        return VisitorSession

    def create(self):
        super().create()
        with_account(VisitorSession.objects.get(pk=self.session_key), self._session).save()

    async def acreate(self):
        await super().acreate()
        await with_account(await VisitorSession.objects.aget(pk=self.session_key), self._session).asave()


def with_account(row, data):
    account = data.get(SESSION_KEY)
    row.account_id = None if account is None else int(account)
    return row


def sessions_of(user):
    alive = VisitorSession.objects.filter(account_id=user.pk, expire_date__gt=timezone.now())
    return list(alive.values_list("session_key", flat=True))
