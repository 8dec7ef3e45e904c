"""The addresses of reports and incidents, and the landing page of protection."""

from __future__ import annotations

from django.urls import path

from evenhand.doors.web.incidents import acts, landing, reporting, views

urlpatterns = [
    path("protection", landing.protection, name="protection"),
    path("protection/report", reporting.report, name="incident-report"),
    path("protection/mine", landing.mine, name="incidents-mine"),
    path("protection/incidents/<int:pk>", views.incident, name="incident"),
    path("protection/incidents/<int:pk>/reported", views.reported, name="incident-reported"),
    path("protection/incidents/<int:pk>/amends", acts.amends, name="incident-amends"),
    path("protection/incidents/<int:pk>/reveal", acts.reveal, name="incident-reveal"),
]
