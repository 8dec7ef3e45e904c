"""Erasing the content of entries: who asked, on which legal basis, who approved, which entries."""

from __future__ import annotations

from django.db import models


class Erasure(models.Model):
    """A request to erase, and what became of it. `asked_by` and `approved_by` are actors ("member:3"), never the same.

    `rows` names what is erased beside the ledger ("message:12"), for whoever has to erase it again after a restore.
    """

    class Basis(models.TextChoices):
        """Why the law lets or makes us erase."""

        CONSENT_WITHDRAWN = "consent-withdrawn"
        OBJECTION = "objection"
        UNLAWFUL = "unlawful"
        LEGAL_DUTY = "legal-duty"
        RETENTION = "retention"
        OTHER = "other"

    asked_by = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    basis = models.CharField(max_length=32, choices=Basis.choices)
    reason = models.TextField(blank=True, default="")
    rows = models.JSONField(default=list)
    approved_by = models.CharField(max_length=64, blank=True, default="")
    approved_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                name="erasure_four_eyes",
                condition=models.Q(approved_at=None) | ~models.Q(approved_by=models.F("asked_by")),
            ),
        )


class ErasureItem(models.Model):
    """An entry whose content an erasure takes; an entry belongs to one erasure at most."""

    erasure = models.ForeignKey(Erasure, models.CASCADE, related_name="items")
    number = models.BigIntegerField(unique=True)

    class Meta:
        ordering = ("number",)
