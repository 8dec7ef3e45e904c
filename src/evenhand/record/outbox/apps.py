"""The outbox app of the record."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Names the app for Django."""

    name = "evenhand.record.outbox"
    label = "outbox"
    default_auto_field = "django.db.models.BigAutoField"
