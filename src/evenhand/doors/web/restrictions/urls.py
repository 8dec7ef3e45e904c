"""Addresses of merits, warnings and restrictions, and of the page behind the link of a letter."""

from __future__ import annotations

from django.urls import path

from evenhand.doors.web.restrictions import appealing, making, public, turns, views

urlpatterns = [
    path("protection/restrictions", views.listing, name="restrictions"),
    path("protection/restrictions/new", making.restriction_new, name="restriction-new"),
    path("protection/restrictions/<int:pk>", views.page, name="restriction"),
    path("protection/restrictions/<int:pk>/lift", turns.lift, name="restriction-lift"),
    path("protection/restrictions/<int:pk>/extend", turns.extend, name="restriction-extend"),
    path("protection/restrictions/<int:pk>/review", turns.review, name="restriction-review"),
    path("protection/restrictions/<int:pk>/appeal", appealing.take_down, name="restriction-appeal"),
    path("protection/merits/new", making.merit_new, name="merit-new"),
    path("protection/warnings/new", making.warning_new, name="warning-new"),
    path("protection/warnings/<int:pk>/end", turns.warning_end, name="warning-end"),
    path("protection/appeals/<int:pk>", appealing.decide, name="appeal-decide"),
    path("protection/employer-letters/new", making.employer_letter, name="employer-letter"),
    path("protection/employer-letters/<int:pk>/answer", turns.employer_answer, name="employer-answer"),
    path("appeal/<str:token>", public.appeal, name="appeal"),
]
