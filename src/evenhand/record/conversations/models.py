"""Conversations, messages, what was read in them, and what members did with them."""

from __future__ import annotations

from django.db import models

from evenhand.knowledge.language.shown_subjects import shown_subject
from evenhand.record.customers.models import Contact, Customer
from evenhand.record.people.models import Member, Team


class Run(models.Model):
    """One import: counts of its own, and a heartbeat so that a killed one is seen."""

    origin = models.TextField()
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict)


class Raw(models.Model):
    """The bytes as they came, by their SHA-256; committed before anything parses them."""

    class State(models.TextChoices):
        """waiting to be parsed, filed as messages, or looked at and found to be no mail."""

        WAITING = "waiting"
        FILED = "filed"
        NO_MAIL = "no-mail"

    sha256 = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=8)
    size = models.BigIntegerField()
    data = models.BinaryField()
    origin = models.TextField(blank=True, default="")
    run = models.ForeignKey(Run, models.SET_NULL, null=True, related_name="raws")
    stored_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)

    class Meta:
        # Not a partial index: SQLite does not use one when the state comes as a parameter.
        indexes = (models.Index(fields=("state", "id"), name="raw_by_state"),)


class Conversation(models.Model):
    """A thread. The columns below `started_at` are kept by the actions, so that lists need no joins."""

    subject = models.TextField(blank=True, default="")
    customer = models.ForeignKey(Customer, models.SET_NULL, null=True, blank=True, related_name="conversations")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="conversations")
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="conversations")
    channel = models.CharField(max_length=16, default="mail")
    external_id = models.CharField(max_length=200, null=True, blank=True, unique=True)
    started_at = models.DateTimeField()
    last_at = models.DateTimeField()
    last_inbound_at = models.DateTimeField(null=True, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    message_count = models.PositiveIntegerField(default=0)
    excerpt = models.CharField(max_length=200, blank=True, default="")
    language = models.CharField(max_length=8, default="und")
    manner = models.CharField(max_length=12, default="unclear")
    temperature = models.FloatField(default=0.0)
    temperature_reasons = models.JSONField(default=list)
    owner = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="conversations")
    closed_at = models.DateTimeField(null=True, blank=True)
    snoozed_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=("closed_at", "-last_at"), name="conversation_recent"),
            models.Index(fields=("closed_at", "-temperature", "-last_at"), name="conversation_hot"),
            models.Index(fields=("closed_at", "waiting_since"), name="conversation_waiting"),
            models.Index(fields=("customer", "-last_at"), name="conversation_of_customer"),
            models.Index(fields=("owner", "closed_at", "-last_at"), name="conversation_of_owner"),
        )

    def __str__(self) -> str:
        return self.subject

    @property
    def shown_subject(self) -> str:
        """The subject as pages show it: attacks are blocks."""
        return shown_subject(self.subject)


class Message(models.Model):
    """One message. `at` is when it was sent, or when it was stored where the mail does not say (`sent_at` null).

    `apart`: it came although a restriction stands, so it is kept and filed, but wakes nothing and waits for nobody.
    """

    class Direction(models.TextChoices):
        """From them, from us, or among us."""

        INBOUND = "inbound"
        OUTBOUND = "outbound"
        NOTE = "note"

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    raw = models.ForeignKey(Raw, models.PROTECT, null=True, blank=True, related_name="messages")
    turn = models.PositiveIntegerField(default=0)
    identity = models.CharField(max_length=300, unique=True)
    direction = models.CharField(max_length=8, choices=Direction.choices)
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="messages")
    author = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="messages")
    sender_name = models.CharField(max_length=200, blank=True, default="")
    sender_address = models.CharField(max_length=254, blank=True, default="")
    recipients = models.JSONField(default=list)
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    subject = models.TextField(blank=True, default="")
    text = models.TextField(blank=True, default="")
    html = models.TextField(blank=True, default="")
    message_id = models.CharField(max_length=255, blank=True, default="", db_index=True)
    variant_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="variants")
    level = models.CharField(max_length=8, default="full")
    problems = models.JSONField(default=list)
    automatic = models.BooleanField(default=False)
    apart = models.BooleanField(default=False)
    language = models.CharField(max_length=8, default="und")
    manner = models.CharField(max_length=12, default="unclear")
    temperature = models.FloatField(default=0.0)

    class Meta:
        indexes = (
            models.Index(fields=("conversation", "at"), name="message_in_order"),
            models.Index(fields=("contact", "at"), name="message_of_contact"),
            models.Index(fields=("level", "at"), name="message_by_level"),
        )

    def __str__(self) -> str:
        return f"{self.direction} {self.subject}"

    @property
    def shown_subject(self) -> str:
        """The subject as pages show it: attacks are blocks."""
        return shown_subject(self.subject)


class ThreadKey(models.Model):
    """A Message-ID that was seen, as id or as reference, and the conversation it leads to."""

    key = models.CharField(max_length=255, unique=True)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="thread_keys")


class Attachment(models.Model):
    """A file that came with a message; its bytes stay in the raw mail and are cut out on download."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    index = models.PositiveIntegerField()
    filename = models.CharField(max_length=255)
    declared_type = models.CharField(max_length=255, blank=True, default="")
    real_type = models.CharField(max_length=255, blank=True, default="")
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    inline = models.BooleanField(default=False)


class Reading(models.Model):
    """What one version of the reader found in a message; `body` is the JSON of the contract.

    `language`, `manner` (its level) and `kinds` (a word each, blanks between) repeat the body, so that all readings can
    be counted without opening it.
    """

    message = models.ForeignKey(Message, models.CASCADE, related_name="readings")
    model = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    at = models.DateTimeField()
    body = models.JSONField()
    language = models.CharField(max_length=8, default="und")
    manner = models.CharField(max_length=12, default="unclear")
    kinds = models.CharField(max_length=255, blank=True, default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("message", "model", "version"), name="reading_once_a_version"),)
        indexes = (
            models.Index(fields=("model", "version", "message", "language", "manner", "kinds"), name="reading_counted"),
        )


class Rereading(models.Model):
    """All messages on record read again by a newer reader, with how far that is; one at a time for a reader.

    `cursor` is the last message dealt with. `resumed_at` and `done_before` are when the present stretch of work began
    and what was done by then, for the pace.
    """

    model = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField()
    cursor = models.BigIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    not_read = models.PositiveIntegerField(default=0)
    resumed_at = models.DateTimeField()
    done_before = models.PositiveIntegerField(default=0)
    beat_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("model", "version"), condition=models.Q(ended_at=None), name="rereading_once"
            ),
        )


class Assignment(models.Model):
    """Who took or was given a conversation; a null member gave it back to the queue."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="assignments")
    member = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="assignments")
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()


class Closure(models.Model):
    """A conversation closed by somebody; a later message or a member opens it again."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="closures")
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")


class Snooze(models.Model):
    """A conversation put aside until a time."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="snoozes")
    until = models.DateTimeField()
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)


class Reveal(models.Model):
    """A member opened hidden passages of a message: step 1 uncovered the outline, step 2 the words."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="reveals")
    member = models.ForeignKey(Member, models.CASCADE, related_name="reveals")
    step = models.PositiveSmallIntegerField()
    at = models.DateTimeField()


class Correction(models.Model):
    """A member says that a reading is wrong, and what would be right.

    `about` is the part of the reading, `found` what it says, `better` the right word, or for parts that are lists
    (kinds, asks, promises) "missed", "not-there" or "wrong".
    """

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="corrections")
    member = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="corrections")
    about = models.CharField(max_length=16)
    found = models.CharField(max_length=40)
    better = models.CharField(max_length=40)
    comment = models.TextField(blank=True, default="")
    at = models.DateTimeField()


class Draft(models.Model):
    """A reply being written; one a member and conversation.

    `addressed`: what was typed into To and Cc and whether theirs is quoted (`to`, `cc`, `quotes`); {} as usual.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="drafts")
    member = models.ForeignKey(Member, models.CASCADE, related_name="drafts")
    text = models.TextField(blank=True, default="")
    addressed = models.JSONField(blank=True, default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("conversation", "member"), name="draft_once"),)


class SearchTerm(models.Model):
    """A word (folded) or a pair of Han characters, and a message that holds it."""

    pk = models.CompositePrimaryKey("term", "message_id")
    term = models.CharField(max_length=40)
    message = models.ForeignKey(Message, models.CASCADE, db_index=False)
