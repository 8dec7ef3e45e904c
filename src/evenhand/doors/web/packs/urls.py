"""The addresses of evidence packs."""

from __future__ import annotations

from django.urls import path

from evenhand.doors.web.packs import acts, views

urlpatterns = [
    path("protection/incidents/<int:pk>/pack", views.ask, name="pack-ask"),
    path("protection/packs/<int:pk>", views.pack, name="pack"),
    path("protection/packs/<int:pk>/approve", acts.approve, name="pack-approve"),
    path("protection/packs/<int:pk>/refuse", acts.refuse, name="pack-refuse"),
    path("protection/packs/<int:pk>/recipient", acts.recipient, name="pack-recipient"),
    path("protection/packs/<int:pk>/file", acts.file, name="pack-file"),
]
