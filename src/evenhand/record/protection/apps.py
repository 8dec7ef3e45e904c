"""The protection app of the record."""

from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    """Names the app for Django."""

    name = "evenhand.record.protection"
    label = "protection"
    default_auto_field = "django.db.models.BigAutoField"
