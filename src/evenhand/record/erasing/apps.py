"""The erasing app of the record."""

from django.apps import AppConfig


class ErasingConfig(AppConfig):
    """Names the app for Django."""

    name = "evenhand.record.erasing"
    label = "erasing"
    default_auto_field = "django.db.models.BigAutoField"
