"""A session engine as a project writes its own: Django's rows, in a table that has one column more."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.test.utils import isolate_apps

with isolate_apps("django.contrib.sessions"):  # the site knows nothing of this model

    class OwnSession(AbstractBaseSession):
        visits = models.PositiveIntegerField(default=0)

        class Meta:
            app_label = "sessions"
            db_table = "own_session"

        @classmethod
        def get_session_store_class(cls) -> type[SessionStore]:
            return SessionStore


class SessionStore(db.SessionStore):
    @classmethod
    def get_model_class(cls) -> type[OwnSession]:
        return OwnSession

    def create_model_instance(self, data: dict[str, Any]) -> OwnSession:
        row = super().create_model_instance(data)
        row.visits = data.get("visits", 0)
        return row
