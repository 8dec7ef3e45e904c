"""The agreements app of the record."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """Names the app for Django."""

    name = "evenhand.record.agreements"
    label = "agreements"
    default_auto_field = "django.db.models.BigAutoField"
