"""Customers (organisations), their domains, their people, and who we are."""

from __future__ import annotations

from django.db import models

from evenhand.record.people.models import Member, Team


class OwnAddress(models.Model):
    """A domain or address that is ours; a guess until somebody confirms it."""

    value = models.CharField(max_length=254, unique=True)
    noted_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("value",)

    def __str__(self) -> str:
        return self.value


class Customer(models.Model):
    """An organisation that we serve. One that was merged points to the one it became.

    `limits` repeats the restrictions on all its people (limits.py), for filing.
    """

    name = models.CharField(max_length=200)
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="customers")
    first_seen_at = models.DateTimeField()
    merged_into = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="merged")
    limits = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class CustomerDomain(models.Model):
    """A mail domain that belongs to a customer."""

    domain = models.CharField(max_length=254, unique=True)
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="domains")

    def __str__(self) -> str:
        return self.domain


class Contact(models.Model):
    """A person there. `address` is lower case, empty for people known by name only.

    `limits` repeats the restrictions on this person (limits.py), for filing.
    """

    customer = models.ForeignKey(Customer, models.SET_NULL, null=True, blank=True, related_name="contacts")
    name = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=254, blank=True, default="")
    first_seen_at = models.DateTimeField()
    limits = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("address",), condition=~models.Q(address=""), name="contact_address_once"),
        )
        indexes = (models.Index(fields=("customer", "name"), name="contact_by_name"),)

    def __str__(self) -> str:
        return self.name or self.address


class CustomerChange(models.Model):
    """A merge, split or rename by hand: what was done, by whom, when."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=8)
    detail = models.JSONField(default=dict)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
