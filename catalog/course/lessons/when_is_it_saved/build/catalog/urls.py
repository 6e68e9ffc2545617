from django.urls import path

from catalog import views

urlpatterns = [
    path("park/", views.park),
    path("wheels/", views.change_wheels),
    path("car/", views.car, name="car"),
]
