"""The address under which a customer's record is taken out."""

from __future__ import annotations

from django.urls import path

from evenhand.doors.web.exports import views

urlpatterns = [path("customers/<int:pk>/export", views.export, name="customer-export")]
