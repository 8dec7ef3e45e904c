"""The addresses of customers."""

from __future__ import annotations

from django.urls import path

from evenhand.doors.web.customers import acts, views

urlpatterns = [
    path("customers", views.customers, name="customers"),
    path("customers/<int:pk>", views.customer, name="customer"),
    path("customers/<int:pk>/rename", acts.rename, name="customer-rename"),
    path("customers/<int:pk>/merge", acts.merge, name="customer-merge"),
    path("customers/<int:pk>/split", acts.split, name="customer-split"),
    path("contacts/<int:pk>/name", acts.name_contact, name="contact-name"),
]
