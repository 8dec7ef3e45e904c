"""The customers app of the record."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    """Names the app for Django."""

    name = "evenhand.record.customers"
    label = "customers"
    default_auto_field = "django.db.models.BigAutoField"
