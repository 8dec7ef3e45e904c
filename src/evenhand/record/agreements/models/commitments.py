"""Commitments both ways, how they ended, the next update owed, and what we wait for."""

from __future__ import annotations

from django.db import models

from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.customers.models import Contact, Customer
from evenhand.record.people.models import Member


class Party(models.TextChoices):
    """Whose word it is."""

    US = "us"
    THEM = "them"


class Commitment(models.Model):
    """A promise that a member recorded: who owes whom what, by when, and in which words it was given.

    `due_at` is the moment it falls due, null where none was named; with `due_is_day` a day was promised and the moment
    is its end of business. `start` and `end` are code points of the source message. `ended_at` repeats the time of the
    fulfilment or release that ended it, for lists.
    """

    party = models.CharField(max_length=4, choices=Party.choices)
    what = models.TextField()
    due_at = models.DateTimeField(null=True, blank=True)
    due_is_day = models.BooleanField(default=False)
    customer = models.ForeignKey(Customer, models.SET_NULL, null=True, blank=True, related_name="commitments")
    conversation = models.ForeignKey(Conversation, models.SET_NULL, null=True, blank=True, related_name="commitments")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="commitments")
    owner = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="commitments")
    message = models.ForeignKey(Message, models.SET_NULL, null=True, blank=True, related_name="commitments")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    words = models.TextField(blank=True, default="")
    recorded_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=("ended_at", "due_at"), name="commitment_due"),
            models.Index(fields=("customer", "ended_at", "due_at"), name="commitment_of_customer"),
            models.Index(fields=("owner", "ended_at", "due_at"), name="commitment_of_owner"),
        )

    def __str__(self) -> str:
        return f"{self.party}: {self.what}"


class Suggestion(models.Model):
    """A promise that a reading found in a message, offered once: a member records it or sets it aside.

    With `is_claim` it is not the promise itself: the other side says that `party` gave it, and somebody has to check.
    """

    message = models.ForeignKey(Message, models.CASCADE, related_name="suggestions")
    party = models.CharField(max_length=4, choices=Party.choices)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    what = models.TextField()
    due_at = models.DateTimeField(null=True, blank=True)
    due_is_day = models.BooleanField(default=False)
    is_claim = models.BooleanField(default=False)
    found_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    commitment = models.OneToOneField(Commitment, models.SET_NULL, null=True, blank=True, related_name="suggestion")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("message", "start", "end"), name="suggestion_once"),)
        indexes = (models.Index(fields=("settled_at", "found_at"), name="suggestion_open"),)


class _Step(models.Model):
    """Something that happened to a commitment: by whom, when, with which words or message as proof."""

    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True, default="")
    proof = models.ForeignKey(Message, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ("at", "pk")


class Reopening(_Step):
    """An end that was recorded by mistake is taken back; the mistaken row stays and points here."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="reopenings")


class _End(_Step):
    """A step that stands until a reopening takes it back; at most one of its kind stands."""

    reopening = models.ForeignKey(Reopening, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta(_Step.Meta):
        abstract = True


class Fulfilment(_End):
    """What was promised was done, on time or late."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="fulfilments")

    class Meta(_End.Meta):
        constraints = (
            models.UniqueConstraint(fields=("commitment",), condition=models.Q(reopening=None), name="fulfilled_once"),
        )


class Release(_End):
    """Whoever was promised let the other side off; `note` says why."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="releases")

    class Meta(_End.Meta):
        constraints = (
            models.UniqueConstraint(fields=("commitment",), condition=models.Q(reopening=None), name="released_once"),
        )


class Breach(_End):
    """The promise was broken; it may still be fulfilled late."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="breaches")

    class Meta(_End.Meta):
        constraints = (
            models.UniqueConstraint(fields=("commitment",), condition=models.Q(reopening=None), name="broken_once"),
        )


class Postponement(_Step):
    """The due time was moved, with what it was before."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="postponements")
    from_due_at = models.DateTimeField(null=True, blank=True)
    to_due_at = models.DateTimeField()


class Update(models.Model):
    """The next word that we owe on an open problem, whatever there is to say by then."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="updates")
    due_at = models.DateTimeField()
    set_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    met_by = models.ForeignKey(Message, models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("conversation",), condition=models.Q(ended_at=None), name="update_owed_once"
            ),
        )
        indexes = (models.Index(fields=("ended_at", "due_at"), name="update_due"),)


class Wait(models.Model):
    """We wait for what the customer owes, and said so in writing: `proof` is that message, `since` when it was sent."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="waits")
    proof = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="+")
    since = models.DateTimeField()
    begun_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    arrived_in = models.ForeignKey(Message, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("commitment",), condition=models.Q(ended_at=None), name="wait_once"),
        )
