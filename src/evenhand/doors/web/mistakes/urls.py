"""The address of the page that says how often the reader is wrong."""

from __future__ import annotations

from django.urls import path

from evenhand.doors.web.mistakes import views

urlpatterns = [path("settings/how-often-we-are-wrong", views.show, name="mistakes")]
