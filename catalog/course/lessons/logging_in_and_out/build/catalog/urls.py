from django.urls import path

from catalog import views

urlpatterns = [
    path("who/", views.who, name="who"),
    path("log-out/", views.log_out),
]
