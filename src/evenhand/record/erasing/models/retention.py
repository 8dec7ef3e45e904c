"""How long each class of rows is kept: the rules, the warnings before anything goes, and what went by them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from evenhand.record.ledger.models import Erasure
from evenhand.record.people.models import Member


class RetentionClass(models.TextChoices):
    """What has a rule of its own."""

    CONVERSATIONS = "conversations"
    INCIDENTS = "incidents"
    MEASURES = "measures"
    REQUESTS = "requests"
    LOOKS = "looks"
    PACKS = "packs"


class RetentionRule(models.Model):
    """For how many months a class is kept (null: without an end); asked for by one, approved by another.

    The latest approved rule of a class holds; before there is one nothing of it is deleted. What goes is announced
    `warn_days` before. `asked_by`, `approved_by` and `refused_by` are actors ("member:3").
    """

    kind = models.CharField(max_length=16, choices=RetentionClass.choices)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    warn_days = models.PositiveSmallIntegerField(default=14)
    reason = models.TextField(blank=True, default="")
    asked_by = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    approved_by = models.CharField(max_length=64, blank=True, default="")
    approved_at = models.DateTimeField(null=True, blank=True)
    refused_by = models.CharField(max_length=64, blank=True, default="")
    refused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(name="retention_months", condition=Q(months=None) | Q(months__gte=1)),
            models.CheckConstraint(
                name="retention_four_eyes", condition=Q(approved_at=None) | ~Q(approved_by=F("asked_by"))
            ),
            models.UniqueConstraint(
                fields=("kind",), condition=Q(approved_at=None, refused_at=None), name="retention_asked_once"
            ),
        )


class RetentionNotice(models.Model):
    """A warning that rows of a class go on a day: those whose time ended before `cutoff`, `expected` of them then.

    It is done when they went (`taken` of them: a hold or something still open keeps some), or dropped when another rule
    took the place of its own.
    """

    rule = models.ForeignKey(RetentionRule, models.CASCADE, related_name="notices")
    announced_at = models.DateTimeField()
    goes_at = models.DateTimeField()
    cutoff = models.DateTimeField()
    expected = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("rule",), condition=Q(done_at=None, dropped_at=None), name="retention_notice_once"
            ),
        )


class Wiped(models.Model):
    """The words of a warning or a restriction ("warning:3") were erased; the row stays, with its times and codes."""

    subject = models.CharField(max_length=96, unique=True)
    erasure = models.ForeignKey(Erasure, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()


class Procedure(models.Model):
    """The day on which the reading of mail was gone through with the people who work here; the latest row holds."""

    held_on = models.DateField()
    recorded_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
