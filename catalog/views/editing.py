"""Views to create, change and delete rows of the five models.

Each page requires Django's permission to add, change or delete the model: an anonymous visitor is redirected to the
log-in page, a reader without the permission gets a 403 page.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import RestrictedError
from django.http import HttpResponse
from django.urls import reverse
from django.views.generic import CreateView, DeleteView, UpdateView

OBSTACLES_SHOWN = 10


class EditingMixin(PermissionRequiredMixin):
    """A page that requires the permission for ``action`` on ``model``."""

    # Django's views also accept PUT, and DELETE, which would bypass the form that protects rows with dependents.
    http_method_names = ["get", "head", "post", "options"]

    action: str
    heading: str  # with "{name}" for the name of the model

    def get_permission_required(self) -> tuple[str]:
        """Return the permission that Django's admin requires, too."""
        options = self.model._meta
        return (f"{options.app_label}.{self.action}_{options.model_name}",)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the heading, and the URL for Cancel: the object, or the list if there is no object yet."""
        options = self.model._meta
        back = self.object.get_absolute_url() if self.object else reverse(f"{options.model_name}s")
        return super().get_context_data(heading=self.heading.format(name=options.verbose_name), back=back, **kwargs)


class CreatePage(EditingMixin, CreateView):
    """An empty form; redirects to the page of the new object."""

    action = "add"
    heading = "New {name}"

    def form_valid(self, form) -> HttpResponse:
        """Save, and say so."""
        response = super().form_valid(form)
        messages.success(self.request, f"{self.object} was added.")
        return response


class UpdatePage(EditingMixin, UpdateView):
    """A form with the current values; redirects to the page of the object."""

    action = "change"
    heading = "Change this {name}"

    def form_valid(self, form) -> HttpResponse:
        """Save, and say so."""
        response = super().form_valid(form)
        messages.success(self.request, f"{self.object} was changed.")
        return response


class DeletePage(EditingMixin, DeleteView):
    """Asks for confirmation, or lists the dependents; redirects to the list."""

    action = "delete"
    heading = "Delete this {name}?"
    obstacles: str | None = None  # the reverse relation whose rows must be deleted first
    consequence = ""  # what else changes, in a sentence

    def get_success_url(self) -> str:
        """Return the URL of the list."""
        return reverse(f"{self.model._meta.model_name}s")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the first dependents, and whether there are more."""
        rows = getattr(self.object, self.obstacles).all() if self.obstacles else self.model.objects.none()
        in_the_way = list(rows[: OBSTACLES_SHOWN + 1])
        return super().get_context_data(
            obstacles=in_the_way[:OBSTACLES_SHOWN],
            more_obstacles=len(in_the_way) > OBSTACLES_SHOWN,
            consequence=self.consequence,
            **kwargs,
        )

    def form_valid(self, form) -> HttpResponse:
        """Delete the object. If other rows depend on it, return 409 with a page that lists them."""
        gone = str(self.object)
        try:
            response = super().form_valid(form)
        except RestrictedError:
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(self.request, f"{gone} was deleted.")
        return response
