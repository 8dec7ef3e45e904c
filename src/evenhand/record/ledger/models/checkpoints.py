"""Signed heads of the tree, and what the checks of the whole ledger found."""

from __future__ import annotations

from django.db import models

from evenhand.record.ledger.models.entries import FinalRow, FinalRows


class Checkpoint(FinalRow):
    """The head of the tree as it was signed: `note` is the C2SP checkpoint as it leaves the desk, `root` in hex.

    A copy that lies here proves nothing; only one that was kept elsewhere does.
    """

    size = models.BigIntegerField()
    root = models.CharField(max_length=64)
    note = models.TextField()
    made_at = models.DateTimeField()

    objects = FinalRows["Checkpoint"].as_manager()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"The checkpoint of {self.size} entries"


class Departure(models.Model):
    """A checkpoint was written into the folder that was named for it. One that went by mail is a letter instead."""

    checkpoint = models.OneToOneField(Checkpoint, models.PROTECT, primary_key=True)
    at = models.DateTimeField()


class Verification(models.Model):
    """One check of all entries: how many there were, their root in hex, and the first break, if there was one.

    `kind`, `number` and `parameters` are those of `knowledge.merkle.verify.Break`; `kind` is empty when all held.
    `erased` and `lingering` count the entries of those names in its Report, `seconds` how long it took.
    """

    at = models.DateTimeField()
    size = models.BigIntegerField()
    root = models.CharField(max_length=64)
    kind = models.CharField(max_length=32, blank=True, default="")
    number = models.BigIntegerField(null=True)
    parameters = models.JSONField(default=dict)
    erased = models.BigIntegerField(default=0)
    lingering = models.BigIntegerField(default=0)
    seconds = models.FloatField(default=0)

    class Meta:
        ordering = ("-pk",)

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found to be broken."""
        return not self.kind
