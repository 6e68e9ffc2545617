"""Subclasses of Django's views for accounts."""

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
    f"The whole class may log in as {READER.name}, so its password cannot be changed. "
    f"Log in to a numbered account, such as {READER.name}7, and change its password."
)


class LogoutView(views.LogoutView):
    """Logs out, and clears the browser's cache (``Clear-Site-Data``)."""

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Log out. Browsers accept the header only over HTTPS; otherwise only ``no-store`` protects the pages."""
        response = super().post(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"cache"'
        return response


class PasswordChangeView(views.PasswordChangeView):
    """Changes the password. A rate limit prevents guessing the old one in a stolen session."""

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Count the attempt before the passwords are hashed."""
        limits.spend("password changes of an account", str(request.user.pk))
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        """Refuse for the account that a class shares: all other learners would be locked out.

        The session under the previous key gets the new hash, too, although it is deleted with the response. If a store
        fails before that, the browser still has the previous key, and the next page would flush a session with an old
        hash.
        """
        if is_shared(self.request.user):
            form.add_error(None, SHARED)
            return self.form_invalid(form)
        user = form.save(commit=False)  # hashed, which is slow, before the database is locked
        former = type(self.request.session)(self.request.session.session_key)
        # One transaction: a new password without the new session hash would end the log-in and flush the session.
        with transaction.atomic():
            user.save()
            update_session_auth_hash(self.request, user)
            former[HASH_SESSION_KEY] = self.request.session[HASH_SESSION_KEY]
            with suppress(UpdateError):  # logged out concurrently, in another tab
                former.save()  # last, so that a failure rolls the password back
        return HttpResponseRedirect(self.get_success_url())


class PasswordResetConfirmView(views.PasswordResetConfirmView):
    """Sets a new password by the link in a letter, for an active account that is not shared by a class."""

    def get_user(self, uidb64: str) -> AbstractBaseUser | None:
        """Return the user of the link; ``None`` (the link is refused) also for an inactive or shared account."""
        user = super().get_user(uidb64)
        return user if user is not None and user.is_active and not is_shared(user) else None

    def form_valid(self, form: SetPasswordForm) -> HttpResponse:
        """Count the change before the password is hashed."""
        limits.spend("password changes of an account", str(self.user.pk))
        return super().form_valid(form)


def is_shared(user: AbstractBaseUser) -> bool:
    """Return whether a whole class uses this account."""
    return settings.CLASSROOM and user.get_username() == READER.name


class LetterForm(PasswordResetForm):
    """Django's form, but errors in sending are raised, so that ``catalog.post`` logs a lost letter."""

    def send_mail(  # noqa: PLR0913, PLR0917  (as Django has it)
        self,
        subject_template_name: str,
        email_template_name: str,
        context: dict[str, Any],
        from_email: str | None,
        to_email: str,
        html_email_template_name: str | None = None,
    ) -> None:
        """Send the letter. Raise the exceptions of the mail backend, which Django's form only logs.

        Raise ``TooManyRequests`` at the limit of a mailbox: many clients together could flood it. This happens after
        the response, so it does not disclose whether the account exists.
        """
        limits.spend("letters to a mailbox", to_email.casefold())
        subject = "".join(render_to_string(subject_template_name, context).splitlines())
        letter = EmailMultiAlternatives(subject, render_to_string(email_template_name, context), from_email, [to_email])
        if html_email_template_name is not None:
            letter.attach_alternative(render_to_string(html_email_template_name, context), "text/html")
        letter.send()


class PasswordResetView(views.PasswordResetView):
    """Takes an e-mail address. Response and response time do not depend on whether an account has it."""

    form_class = LetterForm

    def form_valid(self, form: PasswordResetForm) -> HttpResponse:
        """Do all work that depends on the account after the response."""
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
    """Return the host for a link in a letter, with its port only if the site is served on it.

    The name is one of ``ALLOWED_HOSTS``. The port of a Host header can be forged.
    """
    name, _, port = request.get_host().rpartition(":")
    if not name or not port.isdecimal():
        return request.get_host()
    served = request.headers.get("X-Forwarded-Port") if settings.BEHIND_PROXY else request.META.get("SERVER_PORT")
    return f"{name}:{port}" if port == served else name
