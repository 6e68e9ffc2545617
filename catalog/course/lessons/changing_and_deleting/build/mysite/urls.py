from django.urls import path

from pages import views

urlpatterns = [
    path("color/", views.show_color, name="show_color"),
    path("color/choose/", views.choose_color, name="choose_color"),
    # part: forget
    path("color/forget/", views.forget_color, name="forget_color"),
    path("forget/", views.forget_everything, name="forget_everything"),
    # end
]
