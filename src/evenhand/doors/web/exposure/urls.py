"""The address of the page that says how much abuse somebody has had to read."""

from __future__ import annotations

from django.urls import path

from evenhand.doors.web.exposure import views

urlpatterns = [path("protection/exposure", views.show, name="exposure")]
