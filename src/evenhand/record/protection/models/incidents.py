"""What happened to somebody here: the incident, the words it rests on, who told it, and what was made good."""

from __future__ import annotations

from django.db import models

from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.customers.models import Contact, Customer
from evenhand.record.people.models import Member, Team
from evenhand.record.protection.models.drawn import Drawn, DrawnOfMany


class Severity(models.TextChoices):
    """How grave the manner was, the least first. A blow is graver than all."""

    DISCONTENT = "discontent"
    AGGRESSION = "aggression"
    ABUSE = "abuse"
    THREAT = "threat"
    BLOW = "blow"


class Demand(models.TextChoices):
    """The first axis: whether what was asked for was fair."""

    FAIR = "fair"
    UNCLEAR = "unclear"
    UNFAIR = "unfair"


class Manner(models.TextChoices):
    """The second axis: whether it was asked for in an acceptable way."""

    ACCEPTABLE = "acceptable"
    BORDERLINE = "borderline"
    UNACCEPTABLE = "unacceptable"


class Fault(models.TextChoices):
    """Whether any of it is our fault."""

    NO = "no"
    UNCLEAR = "unclear"
    YES = "yes"


class Route(models.TextChoices):
    """Who is told: the lead and the managers, or, where one of them is the problem, whoever looks after wellbeing."""

    LINE = "line"
    SECOND = "second"


class Incident(Drawn):
    """Something that somebody here should not have had to put up with, as it was reported.

    `occurred_at` is when it happened, `place` where (a room, a street; empty for what was written), `who` the words for
    people who are not on record, `joined` who of us was with them. `asked` is what was asked for, `answered` what was
    answered, `line` what the reporter adds. `team` is the team it happened in. `once` is the word of the form it came
    from, so that a form sent twice makes one. `wiped_at` is when an erasure took its words. Who reported it is nowhere
    here: only `Reporter` knows.
    """

    occurred_at = models.DateTimeField()
    reported_at = models.DateTimeField()
    channel = models.CharField(max_length=16, default="mail")
    place = models.CharField(max_length=200, blank=True, default="")
    conversation = models.ForeignKey(Conversation, models.SET_NULL, null=True, blank=True, related_name="incidents")
    message = models.ForeignKey(Message, models.SET_NULL, null=True, blank=True, related_name="incidents")
    customer = models.ForeignKey(Customer, models.SET_NULL, null=True, blank=True, related_name="incidents")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="incidents")
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="incidents")
    who = models.CharField(max_length=200, blank=True, default="")
    joined = models.CharField(max_length=500, blank=True, default="")
    asked = models.TextField(blank=True, default="")
    answered = models.TextField(blank=True, default="")
    line = models.TextField(blank=True, default="")
    demand = models.CharField(max_length=8, choices=Demand.choices)
    manner = models.CharField(max_length=12, choices=Manner.choices)
    severity = models.CharField(max_length=12, choices=Severity.choices)
    ours = models.CharField(max_length=8, choices=Fault.choices)
    route = models.CharField(max_length=8, choices=Route.choices, default=Route.LINE)
    once = models.CharField(max_length=64, null=True, blank=True, unique=True)
    wiped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-occurred_at", "-pk")
        indexes = (
            models.Index(fields=("contact", "-occurred_at"), name="incident_of_contact"),
            models.Index(fields=("customer", "-occurred_at"), name="incident_of_customer"),
            models.Index(fields=("-reported_at",), name="incident_recent"),
        )

    def __str__(self) -> str:
        return f"incident {self.pk} {self.severity}"


class Reporter(models.Model):
    """Who reported an incident. Read by access.py of this app and on the reporter's own pages, and by nothing else.

    `role` is the role they are shown by ("agent"); `is_named` says that they chose to be shown by name.
    """

    incident = models.OneToOneField(Incident, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=16)
    is_named = models.BooleanField(default=False)


class Quotation(DrawnOfMany):
    """Words of a message as they stood when the incident was reported.

    `start` and `end` are code points of the message's text; `number` is the message's id, which outlives the message;
    `sha256` that of the mail as it came, empty where it did not come as mail. An attack is hidden until opened.
    """

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="quotations")
    message = models.ForeignKey(Message, models.SET_NULL, null=True, blank=True, related_name="quotations")
    number = models.BigIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    sent_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64, blank=True, default="")
    is_attack = models.BooleanField(default=True)

    class Meta:
        ordering = ("sent_at", "number", "start")
        constraints = (models.UniqueConstraint(fields=("incident", "number", "start", "end"), name="quoted_once"),)


class Amends(DrawnOfMany):
    """Somebody apologised or took back what they said; `message` is where, `words` what a call or meeting brought."""

    class Kind(models.TextChoices):
        """How it was made good."""

        APOLOGY = "apology"
        TAKEN_BACK = "taken-back"
        OTHER = "other"

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="amends")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    message = models.ForeignKey(Message, models.SET_NULL, null=True, blank=True, related_name="+")
    words = models.TextField(blank=True, default="")
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
