"""Addresses of the settings."""

from django.urls import path

from evenhand.doors.web.settings import profile

urlpatterns = [
    path("settings", profile.show, name="settings"),
]
