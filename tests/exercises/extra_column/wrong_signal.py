"""It fills the column when somebody logs in. After the view the middleware saves the session, and empties it again.

Fails: a_log_in_fills_the_column
Says: account_id should be 1, and is None.
"""

from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.dispatch import receiver
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


@receiver(user_logged_in)
def fill_in(sender, request, user, **kwargs):
    VisitorSession.objects.filter(session_key=request.session.session_key).update(account_id=user.pk)


def sessions_of(user):
    alive = VisitorSession.objects.filter(account_id=user.pk, expire_date__gt=timezone.now())
    return list(alive.values_list("session_key", flat=True))
