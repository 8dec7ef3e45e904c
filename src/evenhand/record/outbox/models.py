"""Jobs: what is to be done after a transaction, written inside it."""

from __future__ import annotations

from django.db import models


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
