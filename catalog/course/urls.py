"""The addresses under ``/sessions/``."""

from __future__ import annotations

from django.urls import path

from catalog.course import views

urlpatterns = [
    path("inspector/", views.inspector, name="inspector"),
    path("inspector/panel/", views.panel, name="inspector-panel"),
    path("inspector/change/", views.change, name="inspector-change"),
    path("inspector/entries/store/", views.store_entry, name="inspector-store"),
    path("inspector/entries/remove/", views.remove_entry, name="inspector-remove"),
    path("inspector/cookie/delete/", views.delete_cookie, name="inspector-delete-cookie"),
    path("inspector/forget/", views.forget, name="inspector-forget"),
]
