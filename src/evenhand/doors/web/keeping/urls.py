"""The addresses of keeping and giving up data."""

from __future__ import annotations

from django.urls import path

from evenhand.doors.web.keeping import access, handouts, papers, retention

urlpatterns = [
    path("settings/retention", retention.show, name="retention"),
    path("settings/retention/<int:pk>/approve", retention.approve, name="retention-approve"),
    path("settings/retention/<int:pk>/refuse", retention.refuse, name="retention-refuse"),
    path("settings/your-data", access.own, name="subject-access"),
    path("contacts/<int:pk>/data", access.contact, name="contact-access"),
    path("files/<int:pk>", handouts.show, name="handout"),
    path("files/<int:pk>/take", handouts.take, name="handout-take"),
    path("files/<int:pk>/remove", handouts.remove, name="handout-remove"),
    path("protection/notice", papers.notice, name="notice"),
    path("protection/fact-sheet", papers.fact_sheet, name="fact-sheet"),
]
