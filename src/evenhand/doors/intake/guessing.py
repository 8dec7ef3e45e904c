"""Guessing who we are: the domain that most messages are sent to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from evenhand.record.conversations.incoming import Arrived
from evenhand.record.conversations.models import Message
from evenhand.record.customers.free_mail import domain_of, is_free_mail


def recipient_sides(item: Arrived) -> set[str]:
    """The recipients' domains (their addresses where these are at a free-mail provider), each once."""
    return {_side(person.address) for person in item.recipients if person.address}


def recipients_on_record(most: int = 100_000) -> Counter[str]:
    """How many of the latest messages on record went to each domain or address."""
    mails = Message.objects.filter(identity__startswith="mail:").order_by("-pk").values_list("recipients", flat=True)
    seen: Counter[str] = Counter()
    for recipients in mails[:most].iterator():
        seen.update({_side(person["address"]) for person in recipients if person["address"]})
    return seen


def commonest_recipient(seen: Mapping[str, int]) -> str:
    """The domain or address that most messages went to; empty if there is none. Ties go to the alphabet."""
    ranked = sorted(seen.items(), key=lambda pair: (-pair[1], pair[0]))
    return ranked[0][0] if ranked else ""


def _side(address: str) -> str:
    domain = domain_of(address)
    return address if is_free_mail(domain) or not domain else domain
