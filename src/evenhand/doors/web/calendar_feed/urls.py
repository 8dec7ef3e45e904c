"""The address of a member's calendar."""

from __future__ import annotations

from django.urls import path

from evenhand.doors.web.calendar_feed import views

urlpatterns = [path("calendar/<str:token>", views.feed, name="calendar-feed")]
