"""Addresses of signing in and out."""

from django.urls import path

from evenhand.doors.web.sign_in import views

urlpatterns = [
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-in/code", views.code, name="sign-in-code"),
    path("sign-in/forgotten", views.forgotten, name="password-forgotten"),
    path("sign-out", views.sign_out, name="sign-out"),
    path("language", views.language, name="language"),
]
