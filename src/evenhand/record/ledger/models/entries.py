"""Entries: what was done, by whom, when, to what. Written once, never changed; triggers of the database refuse too."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from django.db import models

EMPTY = "0:"
"""The frontier of the tree without leaves."""
Row = TypeVar("Row", bound=models.Model)


class EntryIsFinal(RuntimeError):
    """A row of the ledger was about to be changed or deleted; corrections are new entries."""


class FinalRows(models.QuerySet[Row]):
    """Rows to read; changing or deleting many at once is refused like one."""

    def update(self, **_values: Any) -> NoReturn:
        """Refused: raises EntryIsFinal."""
        raise EntryIsFinal("Rows of the ledger cannot be changed; append a correction instead.")

    def delete(self) -> NoReturn:
        """Refused: raises EntryIsFinal."""
        raise EntryIsFinal("Rows of the ledger cannot be deleted.")


class FinalRow(models.Model):
    """A row that is inserted and then stays as it is."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only. Raises EntryIsFinal on a second save."""
        if not self._state.adding:
            raise EntryIsFinal(f"{self} cannot be changed; append a correction to the ledger instead.")
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refused: raises EntryIsFinal."""
        raise EntryIsFinal(f"{self} cannot be deleted.")


class Head(models.Model):
    """One row that writers lock: how many entries there are, and the frontier of their tree.

    `frontier` is the text of `knowledge.merkle.tree.Frontier`: enough to append without reading earlier entries.
    """

    size = models.BigIntegerField(default=0)
    frontier = models.TextField(default=EMPTY)


class Entry(FinalRow):
    """One thing that happened: the meta that stays for ever, and what fixes its content without holding it.

    `actor` is "member:<id>" or "system", `subject` "<row kind>:<id>". `commitment` is an HMAC of the body under the
    salt of `Content`, `leaf_hash` the hash over meta and commitment (knowledge/merkle/leaf.py; 32 bytes each).
    """

    number = models.BigIntegerField(unique=True)
    kind = models.CharField(max_length=64)
    actor = models.CharField(max_length=64)
    at = models.DateTimeField()
    subject = models.CharField(max_length=96, db_index=True)
    commitment = models.BinaryField()
    leaf_hash = models.BinaryField()

    objects = FinalRows["Entry"].as_manager()

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"Entry {self.number} {self.kind} {self.subject}"

    @property
    def body(self) -> str | None:
        """The exact JSON text that was recorded; None once it is erased. Lists use `select_related("content")`."""
        try:
            return self.content.body
        except Content.DoesNotExist:
            return None


class Content(FinalRow):
    """The body of an entry and its salt (32 bytes): outside the tree, so that both can be erased together.

    `body` is the exact JSON text that was recorded, never re-serialised: the commitment is over these bytes.
    """

    entry = models.OneToOneField(
        Entry, models.DO_NOTHING, to_field="number", primary_key=True, db_column="number", related_name="content"
    )
    salt = models.BinaryField()
    body = models.TextField()

    objects = FinalRows["Content"].as_manager()

    def __str__(self) -> str:
        return f"The content of entry {self.entry_id}"
