"""Creating, changing and deleting, the same for all five models.

Each page asks for Django's own permission to add, change or delete the model: an anonymous visitor goes to the
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
    """A page for those who may do ``action`` to ``model``."""

    # Django's views also take DELETE, which goes past the form that refuses to delete what others depend on, and PUT.
    http_method_names = ["get", "head", "post", "options"]

    action: str
    heading: str  # with "{name}" for what the model is called

    def get_permission_required(self) -> tuple[str]:
        """Return the permission that Django's admin asks for too."""
        options = self.model._meta
        return (f"{options.app_label}.{self.action}_{options.model_name}",)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the heading, and where Cancel leads: to the object, or to the list when there is none yet."""
        options = self.model._meta
        back = self.object.get_absolute_url() if self.object else reverse(f"{options.model_name}s")
        return super().get_context_data(heading=self.heading.format(name=options.verbose_name), back=back, **kwargs)


class CreatePage(EditingMixin, CreateView):
    """An empty form; then to the page of what was created."""

    action = "add"
    heading = "New {name}"

    def form_valid(self, form) -> HttpResponse:
        """Save, and say so."""
        response = super().form_valid(form)
        messages.success(self.request, f"{self.object} was added.")
        return response


class UpdatePage(EditingMixin, UpdateView):
    """A form with what there is; then back to the page of it."""

    action = "change"
    heading = "Change this {name}"

    def form_valid(self, form) -> HttpResponse:
        """Save, and say so."""
        response = super().form_valid(form)
        messages.success(self.request, f"{self.object} was changed.")
        return response


class DeletePage(EditingMixin, DeleteView):
    """Asks once more, or says what is in the way; then to the list."""

    action = "delete"
    heading = "Delete this {name}?"
    obstacles: str | None = None  # the reverse relation whose rows must go first
    consequence = ""  # what else changes, in a sentence

    def get_success_url(self) -> str:
        """Return the address of the list."""
        return reverse(f"{self.model._meta.model_name}s")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the first few rows that are in the way, and whether there are more."""
        rows = getattr(self.object, self.obstacles).all() if self.obstacles else self.model.objects.none()
        in_the_way = list(rows[: OBSTACLES_SHOWN + 1])
        return super().get_context_data(
            obstacles=in_the_way[:OBSTACLES_SHOWN],
            more_obstacles=len(in_the_way) > OBSTACLES_SHOWN,
            consequence=self.consequence,
            **kwargs,
        )

    def form_valid(self, form) -> HttpResponse:
        """Delete, unless something depends on the object: then answer 409 with the page that says what."""
        gone = str(self.object)
        try:
            response = super().form_valid(form)
        except RestrictedError:
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(self.request, f"{gone} was deleted.")
        return response
