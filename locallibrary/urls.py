"""The URLs of the site: the library, the accounts, the course and the admin."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from catalog.course.views.classroom import classroom
from catalog.views.accounts import LogoutView, PasswordChangeView, PasswordResetConfirmView, PasswordResetView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="index")),
    path("catalog/", include("catalog.urls")),
    path("accounts/logout/", LogoutView.as_view(), name="logout"),
    path("accounts/password_change/", PasswordChangeView.as_view(), name="password_change"),
    path("accounts/password_reset/", PasswordResetView.as_view(), name="password_reset"),
    path("accounts/reset/<uidb64>/<token>/", PasswordResetConfirmView.as_view(), name="password_reset_confirm"),
    path("accounts/", include("django.contrib.auth.urls")),
    path("sessions/", include("catalog.course.urls")),
    path("classroom/", classroom, name="classroom"),
]

if not settings.CLASSROOM:  # an administrator's password would be sent over plain HTTP
    urlpatterns += [
        # Django's view has no rate limit for the old password: someone with a stolen session could guess it.
        path("admin/password_change/", RedirectView.as_view(pattern_name="password_change")),
        path("admin/", admin.site.urls),
    ]

if settings.TOOLBAR:
    from debug_toolbar.toolbar import debug_toolbar_urls  # not installed in production

    urlpatterns += debug_toolbar_urls()

handler400 = "catalog.views.errors.bad_request"
handler403 = "catalog.views.errors.permission_denied"
handler404 = "catalog.views.errors.page_not_found"
handler500 = "catalog.views.errors.server_error"
