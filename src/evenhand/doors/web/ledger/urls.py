"""Addresses of the ledger's page."""

from __future__ import annotations

from django.urls import path

from evenhand.doors.web.ledger import views

urlpatterns = [
    path("settings/ledger", views.show, name="ledger"),
    path("settings/ledger/verify", views.verify, name="ledger-verify"),
    path("settings/ledger/sign", views.sign, name="ledger-sign"),
    path("settings/ledger/checkpoints/<int:pk>", views.checkpoint, name="ledger-checkpoint"),
]
