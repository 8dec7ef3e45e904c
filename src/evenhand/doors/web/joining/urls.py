"""Addresses for whoever comes in by a link."""

from django.urls import path

from evenhand.doors.web.joining import views

urlpatterns = [
    path("invitation", views.join, name="join"),
    path("invitation/<str:token>", views.invitation, name="invitation"),
    path("new-password", views.new_password, name="new-password"),
    path("new-password/<str:token>", views.password_reset, name="password-reset"),
]
