"""What members decided about a reply before it went out: what may stand, what is not looked for, and a pause."""

from __future__ import annotations

from django.db import models

from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.people.models import Member


class Standing(models.Model):
    """A member lets a finding stand in the reply they write; joined to the message when it is sent.

    `words` are those of the draft ("" for all that the rule finds there). Ended when it is taken back, or when the
    draft is gone.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="standing")
    member = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    slug = models.CharField(max_length=60)
    words = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
    at = models.DateTimeField()
    message = models.ForeignKey(Message, models.CASCADE, null=True, blank=True, related_name="standing")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=("conversation", "member", "ended_at"), name="standing_in_draft"),
            models.Index(fields=("at", "slug"), name="standing_by_time"),
        )


class RuleOff(models.Model):
    """A rule of the draft check that this firm does not want to hear, until it is ended."""

    slug = models.CharField(max_length=60)
    reason = models.TextField()
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("slug",), condition=models.Q(ended_at=None), name="rule_off_once"),
        )


class SentAnyway(models.Model):
    """A reply that was sent with errors left, and why; `slugs` are the rules that found them."""

    message = models.OneToOneField(Message, models.CASCADE, related_name="sent_anyway")
    slugs = models.JSONField(default=list)
    reason = models.TextField(blank=True, default="")
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()


class Pause(models.Model):
    """A member puts a hot draft aside until a time, to read it once more; sending stays possible."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="pauses")
    member = models.ForeignKey(Member, models.CASCADE, related_name="pauses")
    until = models.DateTimeField()
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("conversation", "member"), condition=models.Q(ended_at=None), name="pause_once"
            ),
        )
        indexes = (models.Index(fields=("member", "ended_at", "until"), name="pause_of_member"),)
