"""It reads the account with brackets, and a session in which nobody is logged in has none.

Fails: sessions_are_kept_in_your_table
Says: choose_color was done, and then Django could not save the session: KeyError: '_auth_user_id'.
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

    def create_model_instance(self, data):
        return with_account(super().create_model_instance(data), data)

    async def acreate_model_instance(self, data):
        return with_account(await super().acreate_model_instance(data), data)


def with_account(row, data):
    row.account_id = int(data[SESSION_KEY])
    return row


def sessions_of(user):
    alive = VisitorSession.objects.filter(account_id=user.pk, expire_date__gt=timezone.now())
    return list(alive.values_list("session_key", flat=True))
