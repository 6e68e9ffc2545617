from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone


class VisitorSession(AbstractBaseSession):
    # Not unique: a user may be logged in with several browsers. The index makes it quick to find them.
    account_id = models.IntegerField(null=True, db_index=True)

    class Meta:
        app_label = "library"

    @classmethod
    def get_session_store_class(cls):
        # For get_decoded(): only the store knows how a session is written.
        return SessionStore


class SessionStore(db.SessionStore):
    @classmethod
    def get_model_class(cls):
        return VisitorSession

    # Every save writes all columns of a new instance, so this is the place to fill one: what is set on the row
    # anywhere else is empty again with the next save. There are two ways to save, and each makes its own instance.
    def create_model_instance(self, data):
        return with_account(super().create_model_instance(data), data)

    async def acreate_model_instance(self, data):
        return with_account(await super().acreate_model_instance(data), data)


def with_account(row, data):
    # What Django has stored at log-in is text, and nothing at all if nobody is logged in.
    account = data.get(SESSION_KEY)
    row.account_id = None if account is None else int(account)
    return row


def sessions_of(user):
    # An expired row stays in the table until clearsessions removes it.
    alive = VisitorSession.objects.filter(account_id=user.pk, expire_date__gt=timezone.now())
    return list(alive.values_list("session_key", flat=True))
