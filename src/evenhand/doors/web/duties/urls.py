"""The address of the page of duties."""

from __future__ import annotations

from django.urls import path

from evenhand.doors.web.duties import views

urlpatterns = [path("protection/duties", views.show, name="duties")]
