"""The addresses of alerts, requests, acts and the policy."""

from __future__ import annotations

from django.urls import path

from evenhand.doors.web.alerts import acting, answering, policy, requests

urlpatterns = [
    path("protection/alerts/<int:pk>", answering.alert, name="alert"),
    path("protection/alerts/<int:pk>/hand-on", answering.hand_on, name="alert-hand-on"),
    path("protection/requests/new", requests.new, name="request-new"),
    path("protection/requests/<int:pk>", requests.show, name="request"),
    path("protection/requests/<int:pk>/withdraw", requests.withdraw, name="request-withdraw"),
    path("protection/act", acting.act, name="act"),
    path("settings/protection", policy.show, name="settings-protection"),
]
