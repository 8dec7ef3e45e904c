"""What the draft check may compare with so that nothing slips out: this customer's name, others', and our notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from evenhand.knowledge.drafting.remembering import remembered
from evenhand.knowledge.language.latin import is_common
from evenhand.knowledge.language.text import fold
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.customers.access import customers_for
from evenhand.record.people.models import Member

MOST_NAMES = 2_000
MOST_NOTES = 50
LONGEST_NOTE = 5_000
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LETTER = re.compile(r"[^\W\d_]")


def private_facts(conversation: Conversation, member: Member) -> dict[str, Any]:
    """The facts `customer`, `other_customers` and `notes` of a reply; a customer that is not known is absent."""
    name = conversation.customer.name if conversation.customer else ""
    facts: dict[str, Any] = {
        "other_customers": _others(conversation, member, name),
        "notes": _notes(conversation),
    }
    return facts | ({"customer": name} if name else {})


def worth_looking_for(names: Iterable[str], own: str) -> Iterator[str]:
    """Names that say whom they mean: 4 letters or 2 Han characters, no common word, and not part of `own` name."""
    mine = fold(own).folded
    for name in names:
        folded = _folded(name)
        if folded and folded not in mine:
            yield name


@remembered(10_000)
def _folded(name: str) -> str:
    """The name as texts are searched; empty for one that says nothing."""
    folded = fold(name).folded.strip()
    return folded if _is_long_enough(folded) and not is_common(folded) else ""


def _is_long_enough(name: str) -> bool:
    return len(_HAN.findall(name)) >= 2 or len(_LETTER.findall(name)) >= 4


def _others(conversation: Conversation, member: Member, own: str) -> list[str]:
    """Names of the customers whom the member may see, the latest first."""
    query = customers_for(member).exclude(pk=conversation.customer_id or 0).order_by("-pk")
    names = dict.fromkeys(query.values_list("name", flat=True)[:MOST_NAMES])
    return list(worth_looking_for(names, own))


def _notes(conversation: Conversation) -> list[str]:
    rows = Message.objects.filter(conversation=conversation, direction=Message.Direction.NOTE).order_by("-at", "-pk")
    return [text[:LONGEST_NOTE] for text in rows.values_list("text", flat=True)[:MOST_NOTES] if text]
