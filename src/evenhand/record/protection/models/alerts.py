"""Who was told, by when they had to answer, and what they decided."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from evenhand.record.people.models import Member
from evenhand.record.protection.models.drawn import Drawn, DrawnOfMany
from evenhand.record.protection.models.incidents import Incident
from evenhand.record.protection.models.policy import Request


class Alert(Drawn):
    """One person asked to answer one incident or one request.

    It ends by an answer (anybody's who was asked), by handing it on, by going up unanswered, or because what it is
    about was withdrawn; never by itself. `after` is the alert that this one follows. `delivered_at` is when it left for
    them or first stood on their page, `read_at` when they opened what it is about. The last in the chain stays open.
    `reason` is why it was handed on, empty where nobody handed it on.
    """

    class End(models.TextChoices):
        """How it ended."""

        ANSWERED = "answered"
        HANDED_ON = "handed-on"
        UNANSWERED = "unanswered"
        WITHDRAWN = "withdrawn"

    incident = models.ForeignKey(Incident, models.CASCADE, null=True, blank=True, related_name="alerts")
    request = models.ForeignKey(Request, models.CASCADE, null=True, blank=True, related_name="alerts")
    member = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="alerts")
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    after = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="followed_by")
    delivered_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=12, choices=End.choices, blank=True, default="")
    reason = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("made_at", F("ended_at").asc(nulls_last=True), "pk")
        indexes = (
            models.Index(fields=("ended_at", "due_at"), name="alert_due"),
            models.Index(fields=("member", "ended_at"), name="alert_of_member"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(incident__isnull=False, request=None) | Q(incident=None, request__isnull=False),
                name="alert_about_one",
            ),
            models.UniqueConstraint(fields=("incident", "member"), condition=Q(ended_at=None), name="alert_once"),
            models.UniqueConstraint(
                fields=("request", "member"), condition=Q(ended_at=None), name="request_alert_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, end="") | (Q(ended_at__isnull=False) & ~Q(end="")), name="alert_end_named"
            ),
        )


class Answer(DrawnOfMany):
    """A decision with its reason, for whoever reported. `findings` are the codes that the draft check named in the
    reason before it went, `despite` why it went all the same."""

    class Decision(models.TextChoices):
        """What was decided."""

        BACKED = "backed"
        TAKE_OVER = "take-over"
        SPEAK = "speak"
        WARN = "warn"
        RESTRICT = "restrict"
        AUTHORITIES = "authorities"
        FIX = "fix"
        GRANTED = "granted"
        NOTHING = "nothing"

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="answers")
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    decision = models.CharField(max_length=12, choices=Decision.choices)
    reason = models.TextField()
    findings = models.JSONField(default=list)
    despite = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("at", "pk")
