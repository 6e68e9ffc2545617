"""Accounts: Django's own views, where the library does a little more."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, update_session_auth_hash, views
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.forms import PasswordChangeForm, PasswordResetForm, SetPasswordForm
from django.contrib.sessions.backends.base import UpdateError
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string

from catalog import limits, post
from catalog.demo_users import READER

SHARED = (
    f"The whole class may log in as {READER.name}, so its password stays as it is. "
    f"Log in as one with a number, such as {READER.name}7, and change that one."
)


class LogoutView(views.LogoutView):
    """Logs out, and has the browser forget the pages that it keeps."""

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Log out. Browsers heed the header over HTTPS alone; elsewhere ``no-store`` has to do."""
        response = super().post(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"cache"'
        return response


class PasswordChangeView(views.PasswordChangeView):
    """Changes the password of whoever knows it: a session that was stolen, or left open, is no place to guess it."""

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Count the try before the two passwords are hashed."""
        limits.spend("password changes of an account", str(request.user.pk))
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        """Refuse for the account that a class shares: all others in it would be logged out, and could not come back.

        The session under its former key gets the new hash, too. It is deleted with the answer. If a store fails before,
        the browser still has that key, and the next page would flush a session with an old hash.
        """
        if is_shared(self.request.user):
            form.add_error(None, SHARED)
            return self.form_invalid(form)
        user = form.save(commit=False)  # hashed, which takes its time, before the database is locked
        former = type(self.request.session)(self.request.session.session_key)
        # Both or nothing: a new password with the session of the old one ends the log-in, and the session with it.
        with transaction.atomic():
            user.save()
            update_session_auth_hash(self.request, user)
            former[HASH_SESSION_KEY] = self.request.session[HASH_SESSION_KEY]
            with suppress(UpdateError):  # logged out meanwhile, in another tab
                former.save()  # the last step: if it fails, the old password stays
        return HttpResponseRedirect(self.get_success_url())


class PasswordResetConfirmView(views.PasswordResetConfirmView):
    """Sets a new password for whoever has the letter, if the account may log in and is not one that a class shares."""

    def get_user(self, uidb64: str) -> AbstractBaseUser | None:
        """Return whose password it is; ``None``, so that the link is refused, for an account of the course, too."""
        user = super().get_user(uidb64)
        return user if user is not None and user.is_active and not is_shared(user) else None

    def form_valid(self, form: SetPasswordForm) -> HttpResponse:
        """Count the change before the password is hashed."""
        limits.spend("password changes of an account", str(self.user.pk))
        return super().form_valid(form)


def is_shared(user: AbstractBaseUser) -> bool:
    """Say whether a whole class logs in to this account."""
    return settings.CLASSROOM and user.get_username() == READER.name


class LetterForm(PasswordResetForm):
    """Django's form, which does not keep silent about a letter that was not sent: ``catalog.post`` says it is lost."""

    def send_mail(  # noqa: PLR0913, PLR0917  (as Django has it)
        self,
        subject_template_name: str,
        email_template_name: str,
        context: dict[str, Any],
        from_email: str | None,
        to_email: str,
        html_email_template_name: str | None = None,
    ) -> None:
        """Send the letter. Raise what the mail server raises; Django's form logs a traceback, and goes on.

        Raise ``TooManyRequests`` for a mailbox that has had enough: many addresses together could flood it. This is
        after the answer, so nobody learns from it whether there is such an account.
        """
        limits.spend("letters to a mailbox", to_email.casefold())
        subject = "".join(render_to_string(subject_template_name, context).splitlines())
        letter = EmailMultiAlternatives(subject, render_to_string(email_template_name, context), from_email, [to_email])
        if html_email_template_name is not None:
            letter.attach_alternative(render_to_string(html_email_template_name, context), "text/html")
        letter.send()


class PasswordResetView(views.PasswordResetView):
    """Takes an address, and answers the same and as fast whether an account has it or not."""

    form_class = LetterForm

    def form_valid(self, form: PasswordResetForm) -> HttpResponse:
        """Leave all that depends on the account to the time after the answer."""
        limits.spend("password resets from an address", limits.address_of(self.request))
        post.later(
            form.save,
            domain_override=public_host(self.request),
            use_https=self.request.is_secure(),
            token_generator=self.token_generator,
            from_email=self.from_email,
            email_template_name=self.email_template_name,
            subject_template_name=self.subject_template_name,
            html_email_template_name=self.html_email_template_name,
            extra_email_context=self.extra_email_context,
        )
        return HttpResponseRedirect(self.get_success_url())


def public_host(request: HttpRequest) -> str:
    """Return the host for a link in a letter, with its port only if it is one that the site is served on.

    The name is one of ``ALLOWED_HOSTS``. The port of a Host header may be anybody's invention.
    """
    name, _, port = request.get_host().rpartition(":")
    if not name or not port.isdecimal():
        return request.get_host()
    served = request.headers.get("X-Forwarded-Port") if settings.BEHIND_PROXY else request.META.get("SERVER_PORT")
    return f"{name}:{port}" if port == served else name
