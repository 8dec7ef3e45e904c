"""The ledger app of the record."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Names the app for Django."""

    name = "evenhand.record.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
