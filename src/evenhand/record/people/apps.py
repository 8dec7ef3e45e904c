"""The people app of the record."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Names the app for Django."""

    name = "evenhand.record.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
