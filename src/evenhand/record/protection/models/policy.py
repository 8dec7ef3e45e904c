"""What members may do alone at each severity, decided in advance; and what they did, and asked for."""

from __future__ import annotations

from django.db import models

from evenhand.record.conversations.models import Conversation
from evenhand.record.customers.models import Contact
from evenhand.record.people.models import Member
from evenhand.record.protection.models.drawn import Drawn, DrawnOfMany
from evenhand.record.protection.models.incidents import Incident, Severity


class Policy(models.Model):
    """One version of what is allowed in advance; the latest holds. A version is never changed.

    `restrict_role` is the role that decides on restrictions, `review_days` how far off a review may lie at most.
    """

    number = models.PositiveIntegerField(unique=True)
    made_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    reason = models.TextField(blank=True, default="")
    restrict_role = models.CharField(max_length=16, default="manager")
    review_days = models.PositiveIntegerField(default=183)

    class Meta:
        ordering = ("-number",)


class ActKind(models.TextChoices):
    """What a member may do alone."""

    PAUSE = "pause"
    ANSWER_LATER = "answer-later"
    HAND_OVER = "hand-over"
    WARN = "warn"
    END = "end"
    REFUSE = "refuse"
    REFUND = "refund"


class Allowed(models.Model):
    """At this severity a member may do this alone; a refund up to an amount."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="allowed")
    severity = models.CharField(max_length=12, choices=Severity.choices)
    act = models.CharField(max_length=12, choices=ActKind.choices)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True, default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("policy", "severity", "act"), name="allowed_once"),)


class AnswerTime(models.Model):
    """Within how many minutes an alert of this severity is to be answered: working time, or by the clock."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="answer_times")
    severity = models.CharField(max_length=12, choices=Severity.choices)
    minutes = models.PositiveIntegerField()
    by_the_clock = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("policy", "severity"), name="answer_time_once"),)


class Act(DrawnOfMany):
    """One thing a member did to stay safe. `is_backed` says that the policy of that day allowed it in advance."""

    kind = models.CharField(max_length=12, choices=ActKind.choices)
    severity = models.CharField(max_length=12, choices=Severity.choices)
    member = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    conversation = models.ForeignKey(Conversation, models.SET_NULL, null=True, blank=True, related_name="acts")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="acts")
    incident = models.ForeignKey(Incident, models.SET_NULL, null=True, blank=True, related_name="acts")
    policy = models.ForeignKey(Policy, models.PROTECT, null=True, blank=True, related_name="acts")
    is_backed = models.BooleanField()
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    note = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("at", "pk")


class Request(Drawn):
    """What a member asks for themselves after a bad day; answered like an incident, by its alerts.

    Whoever is asked sees who asks: nobody can give a rest to a role. `conversation` is the one to be taken off them.
    """

    class Kind(models.TextChoices):
        """The rights that Korean law names (field notes, 1.4)."""

        STOP = "stop"
        SWITCH = "switch"
        REST = "rest"
        TALK = "talk"
        LEGAL = "legal"

    kind = models.CharField(max_length=8, choices=Kind.choices)
    member = models.ForeignKey(Member, models.CASCADE, related_name="requests")
    at = models.DateTimeField()
    incident = models.ForeignKey(Incident, models.SET_NULL, null=True, blank=True, related_name="+")
    conversation = models.ForeignKey(Conversation, models.SET_NULL, null=True, blank=True, related_name="+")
    line = models.TextField(blank=True, default="")
    route = models.CharField(max_length=8, default="line")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
