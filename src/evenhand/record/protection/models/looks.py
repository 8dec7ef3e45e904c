"""Who looked at what, and the evidence packs that were made."""

from __future__ import annotations

from django.db import models

from evenhand.record.people.models import Member
from evenhand.record.protection.models.drawn import Drawn, DrawnOfMany
from evenhand.record.protection.models.incidents import Incident, Quotation


class Look(DrawnOfMany):
    """Somebody saw an incident, opened hidden words in it, or took a pack of it.

    `member` is null with `is_reporter` where the reporter looked, so that this list does not give them away.
    """

    class What(models.TextChoices):
        """What they did."""

        VIEW = "view"
        REVEAL = "reveal"
        EXPORT = "export"

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="looks")
    what = models.CharField(max_length=8, choices=What.choices)
    member = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    is_reporter = models.BooleanField(default=False)
    quotation = models.ForeignKey(Quotation, models.SET_NULL, null=True, blank=True, related_name="looks")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")


class Pack(Drawn):
    """An evidence pack: asked for by one member and approved by another, or made on the command line by one.

    `sha256` is that of the whole file, `manifest_sha256` that of the list of its files; empty until it is made.
    `redacts` says that people who took no part are numbers in it, `reason` what it is for.
    """

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="packs")
    asked_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    reason = models.TextField(blank=True, default="")
    redacts = models.BooleanField(default=True)
    language = models.CharField(max_length=10, default="en")
    approved_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    refused_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    refused_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    manifest_sha256 = models.CharField(max_length=64, blank=True, default="")
    one_pair_of_eyes = models.BooleanField(default=False)

    class Meta:
        ordering = ("-asked_at", "-pk")


class Recipient(models.Model):
    """Who was given a pack: a name as somebody here wrote it, and when."""

    pack = models.ForeignKey(Pack, models.CASCADE, related_name="recipients")
    name = models.CharField(max_length=200)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
