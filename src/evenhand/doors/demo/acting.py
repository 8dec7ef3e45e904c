"""What the demo's members do on a day of the story: one act, one transaction, done once however often it is built."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

from django.db import transaction

from evenhand.record.conversations.models import Message
from evenhand.record.ledger.models import Entry

# A table of one of the demo's files: an act as it is written down.
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """Something a member, or somebody with a link, does at a moment when nothing else happens.

    `needs` are the keys of the messages that must have come before it.
    """

    at: datetime
    do: Callable[[], object]
    needs: frozenset[str] = frozenset()


def perform(act: Act) -> None:
    """Do it, unless the ledger holds an entry of that moment: then it was done before an interruption."""
    if not Entry.objects.filter(at=act.at).exists():
        with transaction.atomic():
            act.do()


def in_order(acts: Iterable[Act], told: Iterable[str]) -> list[Act]:
    """Those of the acts whose messages are told, the earliest first."""
    known = frozenset(told)
    return sorted((act for act in acts if act.needs <= known), key=lambda act: act.at)


@cache
def written(file: str) -> dict[str, Any]:
    """One of the files beside this one."""
    return tomllib.loads(resources.files(__package__).joinpath(file).read_text(encoding="utf-8"))


def keys_in(row: Row) -> frozenset[str]:
    """The keys of the messages that a row and its steps name. A step needs what its row needs."""
    return frozenset(row[name] for name in ("message", "proof", "after") if name in row)


def message(key: str) -> Message:
    """The message of a story as it was filed. Raises DoesNotExist."""
    return Message.objects.select_related("conversation__customer").get(
        message_id__startswith=f"{key}@", variant_of=None
    )
