"""Entries: what was done, by whom, when, to what. Written once, never changed."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models


class EntryIsFinal(RuntimeError):
    """An entry was about to be changed or deleted; corrections are new entries."""


class Entries(models.QuerySet["Entry"]):
    """Entries to read; changing or deleting many at once is refused like one."""

    def update(self, **_values: Any) -> NoReturn:
        """Refused: raises EntryIsFinal."""
        raise EntryIsFinal("Ledger entries cannot be changed; append a correction instead.")

    def delete(self) -> NoReturn:
        """Refused: raises EntryIsFinal."""
        raise EntryIsFinal("Ledger entries cannot be deleted.")


class Head(models.Model):
    """One row that writers lock, so that entries are numbered without gaps."""

    size = models.BigIntegerField(default=0)


class Entry(models.Model):
    """One thing that happened.

    `actor` is "member:<id>" or "system", `subject` "<row kind>:<id>", `body` the exact JSON text that was
    recorded (never re-serialised, so that a later hash over it stays true).
    """

    number = models.BigIntegerField(unique=True)
    kind = models.CharField(max_length=64)
    actor = models.CharField(max_length=64)
    at = models.DateTimeField()
    subject = models.CharField(max_length=96, db_index=True)
    body = models.TextField()

    objects = Entries.as_manager()

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number} {self.kind} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only. Raises EntryIsFinal on a second save."""
        if not self._state.adding:
            raise EntryIsFinal(f"Ledger entry {self.number} cannot be changed; append a correction instead.")
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refused: raises EntryIsFinal."""
        raise EntryIsFinal(f"Ledger entry {self.number} cannot be deleted.")
