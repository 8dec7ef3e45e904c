"""What the demo's members do with the mail, season by season, as such a team would."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from evenhand.doors.demo.story import company
from evenhand.doors.demo.taking import finish, take
from evenhand.record.agreements.models import Commitment
from evenhand.record.conversations import actions
from evenhand.record.conversations.models import Conversation, Message, Reading
from evenhand.record.customers import actions as customers
from evenhand.record.customers.models import CustomerDomain
from evenhand.record.people.models import Member, Team

QUIET = timedelta(days=7)
# A customer's last word that nobody answered for so long was a thank-you; the team lets it rest.
LAST_WORD = timedelta(days=21)


def keep_house(people: Mapping[str, Member], *, at: datetime) -> None:
    """Name new customers, hand conversations to whom they were written to, close what is answered, quiet and kept.

    What anybody still owes keeps a conversation open.
    """
    by_address = {member.email: member for member in people.values()}
    _name_customers(people["bo"], at=at)
    for conversation in Conversation.objects.filter(closed_at=None, owner=None):
        member = _addressee(conversation, by_address)
        if member is not None:
            take(conversation, member, at=at)
    answered = Q(waiting_since=None, last_at__lt=at - QUIET)
    quiet = Conversation.objects.filter(answered | Q(last_at__lt=at - LAST_WORD), closed_at=None)
    for conversation in quiet.exclude(Exists(Commitment.objects.filter(conversation=OuterRef("pk"), ended_at=None))):
        finish(conversation, by=conversation.owner or people["bo"], at=at)


def last_morning(people: Mapping[str, Member], *, at: datetime) -> None:
    """What happened just before the desk opens: a note, a look at hidden words, a correction, a draft, a snooze."""
    threat = Conversation.objects.filter(customer__domains__domain="pike-property.example").order_by("-last_at").first()
    if threat is not None and not threat.messages.filter(direction="note").exists():
        _look_after(threat, people, at=at)
    printing = (
        Conversation.objects.filter(customer__domains__domain="revontulipaino.example").order_by("-last_at").first()
    )
    if printing is not None:
        words = "Hei Pirkko ja Teemu,\n\ntarkistin kirjanpidon: toinen hyvityslasku on kirjattu, mutta"
        actions.save_draft(printing, words, by=people["ada"], at=at)
        _disagree(printing, people["ada"], at=at)
    feast = Conversation.objects.filter(customer__domains__domain="sunnybooks.example").order_by("-last_at").first()
    if feast is not None and feast.closed_at is None:
        actions.snooze(feast, at + timedelta(days=4, hours=1), by=people["meiling"], at=at)


def _look_after(threat: Conversation, people: Mapping[str, Member], *, at: datetime) -> None:
    note = (
        "Ada, I have read this. You do not answer him any more, and you need not open it again: I take it from here. "
        "Helena has had it since a quarter to nine; she rings you at ten. Tonight somebody walks you to the tram.\n\n"
        "His point about the dashboard may be right, whatever else he wrote. I am having yesterday 14:00 to 14:30 "
        "checked, and he gets a plain answer on that from me."
    )
    actions.add_note(threat, note, by=people["bo"], at=at)
    hidden = threat.messages.filter(direction="inbound", manner__in=("abusive", "threatening")).order_by("-at").first()
    if hidden is not None:
        actions.reveal(hidden, 1, by=people["bo"], at=at)
        actions.reveal(hidden, 2, by=people["bo"], at=at)
    reading = Reading.objects.filter(message__conversation=threat, message__direction="inbound").latest("message__at")
    if reading.body["manner"]["level"] != "threatening":
        words = "He tells her that he knows when she leaves and by which door. That is a threat."
        actions.correct(reading, "manner", "threatening", words, by=people["bo"], at=at)


def _disagree(conversation: Conversation, ada: Member, *, at: datetime) -> None:
    """Ada knows that Pirkko, however loud, attacked nobody."""
    readings = Reading.objects.filter(message__conversation=conversation, message__direction="inbound")
    for reading in readings.order_by("message__at"):
        if reading.body["manner"]["level"] not in {"civil", "heated"} and not reading.corrections.exists():
            actions.correct(reading, "manner", "heated", "She is furious at the invoices, not at us.", by=ada, at=at)


def _name_customers(by: Member, *, at: datetime) -> None:
    wanted = {row["domain"]: row for row in company()["customer"]}
    for found in CustomerDomain.objects.filter(domain__in=wanted, customer__name__in=wanted).select_related("customer"):
        row = wanted[found.domain]
        customers.rename(found.customer, row["name"], by=by, at=at)
        customers.give_to_team(found.customer, Team.objects.get(name=row["team"]), by=by, at=at)


def _addressee(conversation: Conversation, by_address: Mapping[str, Member]) -> Member | None:
    """Whoever of us wrote last in it; else the first of us it was written to."""
    for message in conversation.messages.order_by("-at"):
        if message.direction == Message.Direction.OUTBOUND and _works(by_address.get(message.sender_address)):
            return by_address[message.sender_address]
    for message in conversation.messages.order_by("at"):
        for person in message.recipients:
            if _works(by_address.get(person["address"])):
                return by_address[person["address"]]
    return None


def _works(member: Member | None) -> bool:
    return member is not None and "agent" in member.roles()
