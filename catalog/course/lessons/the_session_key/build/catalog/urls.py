from django.urls import path

from catalog import views

urlpatterns = [
    path("new-key/", views.new_key),
]
