"""Files made for one member to take out: what is held on a person, or an evidence pack."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q

from evenhand.record.customers.models import Contact
from evenhand.record.outbox.models import Job
from evenhand.record.people.models import Member
from evenhand.record.protection.models import Pack

KEPT_FOR = timedelta(days=3)
"""How long a file lies ready: over a weekend; it can be made again at any time."""


class Handout(models.Model):
    """A file about one contact, one member or one pack, made by a job for `asked_by` alone; its bytes are no row.

    `done` of `total` say how far it is: rows of a person's file, files of a pack. `begun_at` is set anew by each try,
    and emptied by an erasure meanwhile: a try that no longer finds its own is of no use. `erasures` are how many there
    were then. From `made_at` to `until` it can be taken, unless it is gone for another reason. `incidents` are the
    numbers of those that stand in it.
    """

    class Why(models.TextChoices):
        """Why it is gone: its time is over, whoever asked removed it, something was erased, or it cannot be made."""

        TIME = "time"
        REMOVED = "removed"
        ERASED = "erased"
        MISSING = "missing"
        RIGHT = "right"
        TOO_LARGE = "too-large"

    contact = models.ForeignKey(Contact, models.CASCADE, null=True, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, null=True, related_name="+")
    pack = models.ForeignKey(Pack, models.CASCADE, null=True, related_name="+")
    asked_by = models.ForeignKey(Member, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    language = models.CharField(max_length=8)
    with_notes = models.BooleanField(default=True)
    with_incidents = models.BooleanField(default=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    begun_at = models.DateTimeField(null=True)
    erasures = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    manifest_sha256 = models.CharField(max_length=64, blank=True, default="")
    size = models.PositiveBigIntegerField(default=0)
    incidents = models.JSONField(default=list)
    taken_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True, db_index=True)
    why = models.CharField(max_length=10, choices=Why.choices, blank=True, default="")

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                name="handout_of_one",
                condition=Q(contact__isnull=False, member=None, pack=None)
                | Q(contact=None, member__isnull=False, pack=None)
                | Q(contact=None, member=None, pack__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"handout {self.pk}"

    @property
    def subject(self) -> str:
        """Whom or what it is about, as the ledger names it."""
        if self.contact_id:
            return f"contact:{self.contact_id}"
        return f"member:{self.member_id}" if self.member_id else f"pack:{self.pack_id}"

    @property
    def is_ready(self) -> bool:
        """Whether it can be taken, as far as the row knows."""
        return self.made_at is not None and self.gone_at is None
