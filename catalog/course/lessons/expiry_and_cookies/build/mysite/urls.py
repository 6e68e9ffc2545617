from django.contrib import admin
from django.urls import include, path

from catalog.views import RememberingLoginView

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/login/", RememberingLoginView.as_view(), name="login"),
    path("accounts/", include("django.contrib.auth.urls")),
]
