from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession


class VisitorSession(AbstractBaseSession):
    class Meta:
        app_label = "library"


class SessionStore(db.SessionStore):
    pass


def sessions_of(user):
    return []
