"""The conversations app of the record."""

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    """Names the app for Django."""

    name = "evenhand.record.conversations"
    label = "conversations"
    default_auto_field = "django.db.models.BigAutoField"
