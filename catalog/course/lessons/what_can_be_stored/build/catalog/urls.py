from django.urls import path

from catalog import views

urlpatterns = [
    path("set-due/", views.set_due),
    path("due/", views.due, name="due"),
]
