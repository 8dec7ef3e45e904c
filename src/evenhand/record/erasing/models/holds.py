"""What keeps content from being erased, what stands in its place afterwards, and what remains to be cleaned."""

from __future__ import annotations

from django.db import models

from evenhand.record.agreements.models import Minute
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.ledger.models import Erasure
from evenhand.record.people.models import Member


class Hold(models.Model):
    """A conversation that is needed for a legal claim or an inquiry: nothing in it is erased until this is ended."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="holds")
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()
    ended_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("conversation",), condition=models.Q(ended_at=None), name="held_once"),
        )


class Tombstone(models.Model):
    """Stands for the content of a message: the row stays, so that the thread and the proofs stand.

    `message_id_sha256` is the SHA-256 of the mail's Message-ID in hexadecimal, empty where it had none: by it, and by
    the message's identity, the same mail is known when it is imported again.
    """

    message = models.OneToOneField(Message, models.CASCADE, related_name="tombstone")
    erasure = models.ForeignKey(Erasure, models.PROTECT, null=True, related_name="tombstones")
    at = models.DateTimeField()
    message_id_sha256 = models.CharField(max_length=64, blank=True, default="", db_index=True)


class MinuteTombstone(models.Model):
    """Stands for the words of a minute: its versions stay, with who approved which of them and when."""

    minute = models.OneToOneField(Minute, models.CASCADE, related_name="tombstone")
    erasure = models.ForeignKey(Erasure, models.PROTECT, null=True, related_name="minute_tombstones")
    at = models.DateTimeField()


class Scrubbing(models.Model):
    """The database's own files were cleaned of what an erasure had deleted; nothing is left in them since."""

    erasure = models.OneToOneField(Erasure, models.CASCADE, related_name="scrubbing")
    at = models.DateTimeField()
