"""Putting a bundle together, one conversation at a time, so that memory does not grow with the record."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib import resources
from typing import IO, Any

from django.utils import translation

from evenhand.doors.reports.bundle import contents, tables
from evenhand.doors.reports.bundle.pages import page
from evenhand.doors.reports.bundle.scope import Scope
from evenhand.doors.reports.evidence.entries import entry_lines
from evenhand.doors.reports.evidence.pack import Pack
from evenhand.record.conversations.models import Message, Raw
from evenhand.record.customers.actions import note_export
from evenhand.record.ledger import checkpoints
from evenhand.record.ledger.queries import prefix_proof
from evenhand.server import signing

Progress = Callable[[int], object]
MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was written: the SHA-256 of the manifest, and how much of what."""

    manifest_sha256: str
    conversations: int
    messages: int
    entries: int


class Nothing(ValueError):
    """The desk's ledger is empty, so there is nothing to export."""


def build(
    target: IO[bytes], scope: Scope, *, language: str, since: int | None = None, progress: Progress = lambda _n: None
) -> Bundle:
    """Write the bundle into `target` and keep in the ledger that it was made; `progress` hears of each conversation.

    `since` is the size of an older checkpoint that somebody holds: the bundle then proves that its tree continues that
    one. Raises Nothing, ValueError for a `since` that the ledger never had, WorkspaceError for a missing key.
    """
    origin, key = signing.origin(), signing.signing_key()
    checkpoint = checkpoints.make_if_grown(origin=origin, private_pem=key, at=scope.at)
    if checkpoint is None:
        raise Nothing
    pack = Pack.into(target, origin=origin, private_pem=key, made_at=scope.at)
    with translation.override(language):
        listed = _write_pages(pack, scope, progress)
    entries = _count(pack, "entries.jsonl", entry_lines(scope.subjects(), checkpoint.size))
    pack.add("checkpoint.txt", checkpoint.note.encode())
    pack.add("key.txt", signing.own_key().to_text().encode() + b"\n")
    pack.add("verify.py", resources.files("evenhand.doors.reports.evidence").joinpath("verify.py").read_bytes())
    if since is not None and since < checkpoint.size:
        proof = [node.hex() for node in prefix_proof(since, checkpoint.size)]
        pack.add("consistency.json", json.dumps({"from": since, "proof": proof}).encode())
    if scope.with_originals:
        _write_originals(pack, scope)
    manifest = pack.seal()
    note_export(scope.customer, manifest_sha256=manifest, conversations=len(listed), by=scope.member, at=scope.at)
    return Bundle(manifest, len(listed), sum(one["messages"] for one in listed), entries)


def _write_pages(pack: Pack, scope: Scope, progress: Progress) -> list[dict[str, Any]]:
    """Pages, JSON and tables; returns the conversations as the first page lists them."""
    minutes = contents.minutes(scope)
    about: dict[str, Any] = {
        "customer": contents.customer(scope),
        "commitments": contents.commitments(scope),
        "minutes": minutes,
    }
    listed: list[dict[str, Any]] = []
    for conversation in contents.conversations(scope):
        number = conversation["number"]
        pack.add(f"conversations/c-{number}.html", page("conversation", conversation=conversation))
        pack.add(f"data/conversations/c-{number}.json", _json(conversation, indent=1))
        listed.append(conversation | {"messages": len(conversation["messages"])})
        progress(1)
    for minute in minutes:
        pack.add(f"minutes/m-{minute['number']}.html", page("minute", minute=minute))
    pack.add("data/customer.json", _json(about, indent=1))
    pack.add("data/messages.csv", tables.messages(scope))
    pack.add("data/commitments.csv", tables.commitments(scope))
    exported = {"at": scope.at, "by": scope.member.name, "with_notes": scope.with_notes}
    parties = {one["party"] for one in about["commitments"]}
    sides: dict[str, Any] = {"has_ours": "us" in parties, "has_theirs": "them" in parties}
    pack.add("index.html", page("index", conversations=listed, exported=exported, **sides, **about))
    return listed


def _write_originals(pack: Pack, scope: Scope) -> None:
    """The mails as they came; not the files of chats, which may hold other customers' words."""
    mails = scope.messages().filter(raw__kind=MAIL).order_by("pk").values_list("pk", "raw_id")
    for pk, raw_id in mails.iterator():
        data = bytes(Raw.objects.only("data").get(pk=raw_id).data)
        if data:
            pack.add(f"originals/m-{pk}.eml", data)


def size_of(scope: Scope) -> int:
    """How many messages the bundle would hold."""
    return scope.messages().exclude(direction=Message.Direction.NOTE).count()


def _count(pack: Pack, name: str, lines: Iterator[bytes]) -> int:
    count = 0

    def counted() -> Iterator[bytes]:
        nonlocal count
        for line in lines:
            count += 1
            yield line

    pack.add(name, counted())
    return count


def _json(value: Any, indent: int | None = None) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=indent, default=_plain).encode() + b"\n"


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    raise TypeError(f"{type(value).__name__} has no place in a bundle.")
