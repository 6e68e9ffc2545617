from django.urls import path

from pages import views

urlpatterns = [
    path("color/", views.show_color, name="show_color"),
    path("color/choose/", views.choose_color, name="choose_color"),
]
