"""The addresses of the draft check: a reply's, and the pages of the rules."""

from __future__ import annotations

from django.urls import path

from evenhand.doors.web.drafting import rules, views

urlpatterns = [
    path("conversations/<int:pk>/draft/check", views.check, name="conversation-draft-check"),
    path("conversations/<int:pk>/draft/stand", views.stand, name="conversation-draft-stand"),
    path("conversations/<int:pk>/draft/pause", views.cool_off, name="conversation-draft-pause"),
    path("standing/<int:pk>/back", views.stand_back, name="standing-back"),
    path("rules/<slug:slug>", rules.rule, name="rule"),
]
