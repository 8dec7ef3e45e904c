"""Looking again at who wrote what, after we said who we are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from evenhand.record.conversations.incoming import Arrived, Person
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.conversations.parties import Parties, side_of
from evenhand.record.conversations.summaries import summarise
from evenhand.record.customers.models import Contact, Customer
from evenhand.record.customers.ours import Ours, ours
from evenhand.record.ledger import actions as ledger
from evenhand.record.outbox.models import Job

BATCH = 500


def recompute_directions(
    *, actor: str, at: datetime, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> int:
    """Set direction, contact and customer of all mail anew, in batches of one transaction each.

    Running it twice changes nothing the second time. Returns how many messages changed sides.
    """
    we = ours()
    # What a member wrote here is ours, whatever address the desk sends it from.
    everything = Message.objects.filter(raw__kind="mail", author=None)
    total, done, changed, last = everything.count(), 0, 0, 0
    while True:
        with transaction.atomic():
            batch = list(everything.filter(pk__gt=last).select_related("conversation__contact").order_by("pk")[:BATCH])
            if not batch:
                break
            changed += _recompute(batch, we, actor=actor, at=at)
        last, done = batch[-1].pk, done + len(batch)
        progress(done, total)
    _drop_empty_customers(we, actor=actor, at=at)
    return changed


@transaction.atomic
def recompute_messages(message_ids: Iterable[int], *, actor: str, at: datetime) -> int:
    """The same for a few messages whose sender became known; returns how many changed sides."""
    batch = list(Message.objects.filter(pk__in=list(message_ids), author=None).select_related("conversation__contact"))
    return _recompute(batch, ours(), actor=actor, at=at)


def recompute_if_asked(*, actor: str, at: datetime) -> int:
    """What the waiting job of that name would do, for where no worker runs; returns how many messages changed sides.

    The job goes with it, unless somebody said anew who we are meanwhile.
    """
    if not (asked := _waiting_jobs()).exists():
        return 0
    we = ours()
    changed = recompute_directions(actor=actor, at=at)
    with transaction.atomic():
        # Whoever says who we are locks this row as well (outbox.actions.enqueue), so nobody can be missed between.
        ids = [job.pk for job in asked.select_for_update()]
        if ours() == we:
            asked.filter(pk__in=ids).delete()
    return changed


def _waiting_jobs() -> QuerySet[Job]:
    return Job.objects.filter(name="recompute-directions", state=Job.State.WAITING)


def _recompute(batch: Sequence[Message], we: Ours, *, actor: str, at: datetime) -> int:
    items = {message.pk: _as_arrived(message) for message in batch}
    parties = Parties.meet(list(items.values()), ours=we, at=at)
    changed = []
    conversations = {message.conversation_id: message.conversation for message in batch}
    for message in batch:
        item = items[message.pk]
        side, sender = side_of(item, we), parties.sender_id(item, we)
        if (message.direction, message.contact_id) != (side, sender):
            message.direction, message.contact_id = side, sender
            changed.append(message)
        _settle(conversations[message.conversation_id], parties.contact(item), parties.customer(item), we)
    Message.objects.bulk_update(changed, ["direction", "contact"], batch_size=100)
    facts = [
        ledger.Fact(
            f"message.now-{message.direction}", f"message:{message.pk}", {"conversation": message.conversation_id}
        )
        for message in changed
    ]
    if facts:
        ledger.append_all(facts, actor=actor, at=at)
    summarise({message.conversation_id for message in batch})
    return len(changed)


def _settle(conversation: Conversation, contact: Contact | None, customer: Customer | None, we: Ours) -> None:
    """Give a conversation whose contact turned out to be ours, or that had none, the other side's.

    A customer that a member chose stays.
    """
    current = conversation.contact
    if contact == current or (current is not None and not we.holds(current.address)):
        return
    if conversation.customer_id is None or (current is not None and conversation.customer_id == current.customer_id):
        conversation.customer = customer
    conversation.contact = contact
    conversation.team_id = conversation.team_id or (customer.team_id if customer else None)
    conversation.save(update_fields=["contact", "customer", "team"])


def _as_arrived(message: Message) -> Arrived:
    return Arrived(
        raw_id=message.raw_id or 0,
        identity=message.identity,
        sender=Person(message.sender_name, message.sender_address),
        recipients=tuple(Person(person["name"], person["address"]) for person in message.recipients),
    )


@transaction.atomic
def _drop_empty_customers(we: Ours, *, actor: str, at: datetime) -> None:
    """A customer made of our own domain by a first guess goes, when nothing hangs on it any more."""
    untouched = Q(conversations=None, changes=None, merged_into=None, merged=None)
    for customer in Customer.objects.filter(untouched).prefetch_related("domains"):
        domains = [row.domain for row in customer.domains.all()]
        if domains and all(we.holds(f"x@{domain}") for domain in domains):
            ours_now = Contact.objects.filter(customer=customer, messages=None)
            ours_now.delete()
            ledger.append(kind="customer.was-us", actor=actor, at=at, subject=f"customer:{customer.pk}", body={})
            customer.delete()
