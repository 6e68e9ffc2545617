"""Who may log in inside an exchange. The path of the backend stands in stored sessions, so it does not move."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from catalog.course.lessons.accounts import PASSWORD, account_of, is_raised, running
from catalog.course.models import CourseAccount


class CourseBackend(BaseBackend):
    """Authenticates ``ann`` and ``ben``, within ``accounts_of`` alone."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None
    ) -> AbstractBaseUser | None:
        """Return the reader's own account of that name, which is made if it is not there.

        Inside an exchange raise ``PermissionDenied`` for everybody else: no other backend is asked then, so a real
        account cannot be logged in to there, not even with its password.
        """
        accounts = running.get()
        if accounts is None:
            return None
        if username not in CourseAccount.Name.values or not constant_time_compare(password or "", PASSWORD):
            raise PermissionDenied
        return account_of(accounts, username)

    def get_user(self, user_id: int) -> AbstractBaseUser | None:
        """Return an account of the reader whose exchange is running, and nobody else's account of the course.

        Real accounts are returned, as any backend would: Django's test client logs in with the first one of the list.
        """
        user = get_user_model().objects.select_related("course_account").filter(pk=user_id).first()
        if user is None:
            return None
        account, accounts = getattr(user, "course_account", None), running.get()
        if account is None:
            return user if user.is_active else None
        own = accounts is not None and account.reader == accounts.reader
        return user if own and not is_raised(user) else None
