"""Jobs and letters: what is to be done and sent after a transaction, written inside it."""

from __future__ import annotations

from django.db import models

REPLY = "reply:"
"""How the keys of members' replies begin."""
TO_REPORTER = "to-reporter"
"""What letters are about that no page lists: they say that there is an answer, and it stands on a page."""


class Job(models.Model):
    """A call of one action by name and ids; it runs at least once, so every handler is idempotent."""

    class State(models.TextChoices):
        """waiting (also for a retry), running under a lease, done, or dead until a person looks at it."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        DEAD = "dead"

    name = models.CharField(max_length=64)
    arguments = models.JSONField(default=dict)
    key = models.CharField(max_length=128, blank=True, default="")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempt = models.PositiveSmallIntegerField(default=0)
    attempts_allowed = models.PositiveSmallIntegerField(default=5)
    enqueued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_token = models.CharField(max_length=32, blank=True, default="")
    finished_at = models.DateTimeField(null=True, blank=True)
    progress = models.JSONField(default=dict)
    error = models.TextField(blank=True, default="")

    class Meta:
        indexes = (models.Index(fields=("state", "due_at"), name="job_next"),)
        constraints = (
            models.UniqueConstraint(
                fields=("name", "key"), condition=models.Q(state="waiting") & ~models.Q(key=""), name="job_once_waiting"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.pk} {self.state}"


class Tick(models.Model):
    """When a scheduled job was last enqueued, so that two workers enqueue it once."""

    name = models.CharField(max_length=64, unique=True)
    last_at = models.DateTimeField()


class Heartbeat(models.Model):
    """A worker says that it lives; the desk shows when none does."""

    worker = models.CharField(max_length=64, unique=True)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    doing = models.CharField(max_length=96, blank=True, default="")


class Letter(models.Model):
    """A mail from the desk to one address, written inside the transaction of what it tells.

    A reply of a member has a row in `addressees` for everybody it goes to, and the headers of its thread
    (identifiers without angle brackets, blanks between); its words stand in the message it is `about` as well, so
    here they go once it left.
    Where it holds a secret link (`is_secret`) the text is wiped once it was sent, handed over or withdrawn; its SHA-256
    (in UTF-8) stays. `by` is the actor who had it written, `about` what it tells of, as the ledger names them.
    """

    class State(models.TextChoices):
        """Waiting for the worker or for a member's hand; sent, refused for good, handed over, or withdrawn."""

        WAITING = "waiting"
        BY_HAND = "by-hand"
        SENT = "sent"
        REFUSED = "refused"
        HANDED_OVER = "handed"
        WITHDRAWN = "withdrawn"

    message_id = models.CharField(max_length=200, unique=True)
    to = models.EmailField()
    subject = models.CharField(max_length=250)
    text = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    is_secret = models.BooleanField(default=False)
    key = models.CharField(max_length=128, blank=True, default="")
    about = models.CharField(max_length=96, blank=True, default="", db_index=True)
    by = models.CharField(max_length=64, default="system")
    state = models.CharField(max_length=9, choices=State.choices)
    posted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, default="")
    from_name = models.CharField(max_length=200, blank=True, default="")
    reply_to = models.CharField(max_length=254, blank=True, default="")
    in_reply_to = models.CharField(max_length=255, blank=True, default="")
    references = models.TextField(blank=True, default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("key",), condition=~models.Q(key=""), name="letter_once"),)
        indexes = (models.Index(fields=("state", "posted_at"), name="letter_open"),)

    def __str__(self) -> str:
        return f"letter {self.pk} {self.state}"

    @property
    def is_reply(self) -> bool:
        """Whether a member wrote it to answer somebody, and not the desk."""
        return self.key.startswith(REPLY)


class Addressee(models.Model):
    """Somebody a reply goes to. `taken_at` is when the mail server took it for them, `answer` why it never will."""

    class Role(models.TextChoices):
        """Whether they are addressed, or get a copy."""

        TO = "to"
        CC = "cc"

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="addressees")
    role = models.CharField(max_length=2, choices=Role.choices)
    name = models.CharField(max_length=200, blank=True, default="")
    address = models.EmailField(db_index=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("letter", "address"), name="addressee_once"),)

    def __str__(self) -> str:
        return f"addressee {self.pk} of letter {self.letter_id}"
