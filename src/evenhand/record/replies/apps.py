"""The replies app of the record."""

from django.apps import AppConfig


class RepliesConfig(AppConfig):
    """Names the app for Django."""

    name = "evenhand.record.replies"
    label = "replies"
    default_auto_field = "django.db.models.BigAutoField"
