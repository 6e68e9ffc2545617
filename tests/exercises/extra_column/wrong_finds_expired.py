"""It finds expired sessions too: their rows stay in the table until clearsessions removes them.

Fails: expired_sessions_are_not_found
Says: The number of sessions that are found should be 0, and is 1.
"""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


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
    account = data.get(SESSION_KEY)
    row.account_id = None if account is None else int(account)
    return row


def sessions_of(user):
    alive = VisitorSession.objects.filter(account_id=user.pk)
    return list(alive.values_list("session_key", flat=True))
