"""Ability before yes: who checked that we can, and how long that holds."""

from __future__ import annotations

from django.db import models

from evenhand.record.conversations.models import Conversation
from evenhand.record.customers.models import Customer
from evenhand.record.people.models import Member


class CapabilityCheck(models.Model):
    """Somebody looked whether we can do `what`: the hours it takes, by which day, and until when the answer holds."""

    what = models.TextField()
    hours = models.DecimalField(max_digits=8, decimal_places=2)
    skills = models.TextField(blank=True, default="")
    ready_by = models.DateField()
    valid_until = models.DateField()
    customer = models.ForeignKey(Customer, models.SET_NULL, null=True, blank=True, related_name="capability_checks")
    conversation = models.ForeignKey(
        Conversation, models.SET_NULL, null=True, blank=True, related_name="capability_checks"
    )
    checked_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    checked_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("-checked_at", "-pk")
