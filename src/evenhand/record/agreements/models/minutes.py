"""Minutes: versions of an agreed text, who must agree, by which link, and what they answered."""

from __future__ import annotations

from django.db import models

from evenhand.record.agreements.models.commitments import Party
from evenhand.record.conversations.models import Conversation
from evenhand.record.customers.models import Customer
from evenhand.record.people.models import Member


class Minute(models.Model):
    """What was talked over and is to stand. `value` with its currency is what hangs on it, where that is known."""

    title = models.CharField(max_length=200)
    customer = models.ForeignKey(Customer, models.SET_NULL, null=True, blank=True, related_name="minutes")
    conversation = models.ForeignKey(Conversation, models.SET_NULL, null=True, blank=True, related_name="minutes")
    language = models.CharField(max_length=10, default="en")
    value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    opened_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ("-opened_at", "-pk")

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """One text of a minute. Once sent (`sent_at`) its text never changes; the one in force has `agreed_at` alone.

    `refused_at`: a stakeholder objected. `superseded_at`: a later one was agreed. `sha256` is that of the UTF-8 text.
    """

    minute = models.ForeignKey(Minute, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    written_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("minute", "number"), name="version_once"),)


class Change(models.Model):
    """Why a version replaces an agreed one, and what that does to time, money and scope."""

    version = models.OneToOneField(Version, models.CASCADE, related_name="change")
    base = models.ForeignKey(Version, models.CASCADE, related_name="changes")
    why = models.TextField()
    time_impact = models.TextField()
    money_impact = models.TextField()
    scope_impact = models.TextField()
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    asked_by = models.CharField(max_length=4, choices=Party.choices)
    proposed_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField()


class Stakeholder(models.Model):
    """Somebody named in a minute, on either side; a member of ours where `member` is set."""

    minute = models.ForeignKey(Minute, models.CASCADE, related_name="stakeholders")
    party = models.CharField(max_length=4, choices=Party.choices)
    name = models.CharField(max_length=120)
    email = models.EmailField()
    language = models.CharField(max_length=10, default="en")
    member = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    added_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()
    removed_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("party", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("minute", "email"), condition=models.Q(removed_at=None), name="stakeholder_once"
            ),
        )


class ApprovalLink(models.Model):
    """A personal link to one version; only the hash of its token is kept, and it takes one decision.

    Where `code_hash` is set, a code told by another way must be given too; `code_failures` counts wrong ones.
    """

    version = models.ForeignKey(Version, models.CASCADE, related_name="links")
    stakeholder = models.ForeignKey(Stakeholder, models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, blank=True, default="")
    code_failures = models.PositiveSmallIntegerField(default=0)
    made_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    first_opened_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)


class _Answer(models.Model):
    """What a stakeholder said of a version, once.

    `how` is "mailbox" (its holder had the link), "code" (and a code told by another way), "member" (signed in), or
    "hand": a member of ours handed the link over, so nothing is known of a mailbox.
    """

    at = models.DateTimeField()
    how = models.CharField(max_length=8)
    link = models.OneToOneField(ApprovalLink, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True


class Approval(_Answer):
    """The holder of the stakeholder's mailbox (or the member) agrees to the version."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="approvals")
    stakeholder = models.ForeignKey(Stakeholder, models.CASCADE, related_name="approvals")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("version", "stakeholder"), name="approval_once"),)


class Objection(_Answer):
    """The stakeholder does not agree, and says why."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="objections")
    stakeholder = models.ForeignKey(Stakeholder, models.CASCADE, related_name="objections")
    words = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("version", "stakeholder"), name="objection_once"),)


class Question(models.Model):
    """A stakeholder asks before deciding; the answer goes to all of them."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="questions")
    stakeholder = models.ForeignKey(Stakeholder, models.CASCADE, related_name="questions")
    words = models.TextField()
    at = models.DateTimeField()
    answer = models.TextField(blank=True, default="")
    answered_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)


class WrongLink(models.Model):
    """Somebody at this network address tried a link that does not exist; kept for a day, to slow down guessing."""

    address = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("address", "at"), name="wrong_link"),)
