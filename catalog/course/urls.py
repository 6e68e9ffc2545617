"""The addresses under ``/sessions/``."""

urlpatterns = []
