"""The address of a personal link."""

from __future__ import annotations

from django.urls import path

from evenhand.doors.web.agreeing import views

urlpatterns = [path("agree/<str:token>", views.agree, name="agree")]
