"""The merit of a complaint, and the way from a warning to a restriction, its reviews, an appeal and its end."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from evenhand.record.agreements.models import Commitment
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.customers.models import Contact, Customer
from evenhand.record.outbox.models import Letter
from evenhand.record.people.models import Member
from evenhand.record.protection.models.incidents import Demand, Fault, Incident


class Merit(models.Model):
    """What the complaint itself is worth, whoever made it and however: recorded before anybody is restricted.

    `asked` is what was asked for, `owed` what we owe in words; `standing` says whether that is settled.
    """

    class Standing(models.TextChoices):
        """How it stands with what we owe."""

        NOTHING = "nothing"
        SETTLED = "settled"
        PLANNED = "planned"
        OPEN = "open"

    incident = models.ForeignKey(Incident, models.SET_NULL, null=True, blank=True, related_name="merits")
    conversation = models.ForeignKey(Conversation, models.SET_NULL, null=True, blank=True, related_name="merits")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="merits")
    customer = models.ForeignKey(Customer, models.SET_NULL, null=True, blank=True, related_name="merits")
    asked = models.TextField()
    demand = models.CharField(max_length=8, choices=Demand.choices)
    ours = models.CharField(max_length=8, choices=Fault.choices)
    owed = models.TextField(blank=True, default="")
    standing = models.CharField(max_length=8, choices=Standing.choices)
    planned_for = models.DateField(null=True, blank=True)
    commitment = models.ForeignKey(Commitment, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True, default="")
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")


class _Addressed(models.Model):
    """Something said to a contact, or to a customer as a whole, by letter. One of the two is set.

    `language` and `second_language` (empty for none) are those of the letter; `text` is the letter as it went.
    """

    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="%(class)ss")
    customer = models.ForeignKey(Customer, models.SET_NULL, null=True, blank=True, related_name="%(class)ss")
    incident = models.ForeignKey(Incident, models.SET_NULL, null=True, blank=True, related_name="%(class)ss")
    reason = models.TextField()
    language = models.CharField(max_length=10)
    second_language = models.CharField(max_length=10, blank=True, default="")
    text = models.TextField(blank=True, default="")
    letter = models.ForeignKey(Letter, models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ("-at", "-pk")


class Warning(_Addressed):
    """A warning: what must change, and what happens otherwise. Amends may end it; it counts for a year."""

    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")


class Restriction(_Addressed):
    """What a contact (or a customer's people) may do no longer, from when until when, decided by a named person.

    `channel` is the one that is left (kind "one-channel"), `member` the one who is left (kind "one-contact"), `hours`
    the hours that are left, by weekday as `Workspace.week` has them (kind "set-hours"). `review_at` is a day, at most
    six months off; `decided_as` is the role in which `by` decided; `until` may be null for one without an end, which
    is reviewed all the same. `ended_at` repeats the time of its lift, or its `until` once that is past. `told_at` is
    when somebody who wrote again was first told of it.
    """

    class Kind(models.TextChoices):
        """The least that does comes first."""

        ONE_CHANNEL = "one-channel"
        ONE_CONTACT = "one-contact"
        SET_HOURS = "set-hours"
        NO_ABUSE = "no-abuse"
        END = "end"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    channel = models.CharField(max_length=16, blank=True, default="")
    member = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    hours = models.JSONField(default=list, blank=True)
    from_at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    review_at = models.DateField()
    merit = models.ForeignKey(Merit, models.PROTECT, related_name="restrictions")
    decided_as = models.CharField(max_length=16, blank=True, default="")
    warning = models.ForeignKey(Warning, models.SET_NULL, null=True, blank=True, related_name="restrictions")
    told_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(_Addressed.Meta):
        constraints = (
            models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("from_at")), name="restriction_forward"),
        )
        indexes = (models.Index(fields=("ended_at", "review_at"), name="restriction_review"),)


class _Turn(models.Model):
    """Something decided about a restriction: by whom, when, why."""

    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()
    letter = models.ForeignKey(Letter, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ("at", "pk")


class Review(_Turn):
    """Somebody looked again: it goes on, or is lifted. `due_on` is the day by which that had to be done."""

    class Outcome(models.TextChoices):
        """What came of it."""

        KEPT = "kept"
        LIFTED = "lifted"

    restriction = models.ForeignKey(Restriction, models.CASCADE, related_name="reviews")
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    due_on = models.DateField(null=True, blank=True)
    next_review_at = models.DateField(null=True, blank=True)


class Lift(_Turn):
    """It is over before its time."""

    restriction = models.OneToOneField(Restriction, models.CASCADE, related_name="lift")


class Extension(_Turn):
    """It lasts longer than was said at first. `due_on` is the day by which it had to be looked at again until then."""

    restriction = models.ForeignKey(Restriction, models.CASCADE, related_name="extensions")
    due_on = models.DateField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    review_at = models.DateField()


class Appeal(models.Model):
    """Somebody restricted says that it is not right. Decided by another member than the one who restricted."""

    class Outcome(models.TextChoices):
        """What came of it."""

        GRANTED = "granted"
        IN_PART = "in-part"
        REFUSED = "refused"

    restriction = models.ForeignKey(Restriction, models.CASCADE, related_name="appeals")
    words = models.TextField()
    message = models.ForeignKey(Message, models.SET_NULL, null=True, blank=True, related_name="+")
    received_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    decided_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    letter = models.ForeignKey(Letter, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("received_at", "pk")


class AppealLink(models.Model):
    """The link of one letter by which whoever was restricted may appeal; only the hash of its token is kept."""

    restriction = models.ForeignKey(Restriction, models.CASCADE, related_name="appeal_links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()


class KeptApart(models.Model):
    """A message that came although a restriction stands: kept and filed, but in nobody's queue."""

    restriction = models.ForeignKey(Restriction, models.CASCADE, related_name="kept_apart")
    message = models.OneToOneField(Message, models.CASCADE, related_name="kept_apart")
    at = models.DateTimeField()


class EmployerLetter(_Addressed):
    """What the customer's firm is asked or told, firm to firm."""

    class Kind(models.TextChoices):
        """Asking for facts or help, or telling what applies."""

        ASK = "ask"
        TELL = "tell"

    kind = models.CharField(max_length=4, choices=Kind.choices)
    restriction = models.ForeignKey(
        Restriction, models.SET_NULL, null=True, blank=True, related_name="employer_letters"
    )
    to = models.CharField(max_length=254)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, default="")
