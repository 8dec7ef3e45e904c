"""The daily work of retention: warn of what goes, then let it go, in batches that may be cut off at any moment.

Whatever is due is asked for anew in every batch, under the lock of its conversations: a hold that was set after the
warning keeps what it names. Twice does no harm.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from evenhand.knowledge.drafting.remembering import forget
from evenhand.record.erasing.actions import SCRUB, numbers_of
from evenhand.record.erasing.extent import extent_of, in_batches
from evenhand.record.erasing.handouts import end_all
from evenhand.record.erasing.locking import is_held, lock
from evenhand.record.erasing.models import RetentionClass, RetentionNotice, RetentionRule
from evenhand.record.erasing.retention import rule_in_force
from evenhand.record.erasing.retention_due import due_before, month_before
from evenhand.record.erasing.wiping import subjects_of, wipe
from evenhand.record.ledger import actions as ledger
from evenhand.record.ledger import erasing
from evenhand.record.ledger.models import Erasure, ErasureItem
from evenhand.record.outbox.actions import enqueue
from evenhand.record.protection.models import Act, Alert, Answer, Look, Pack, Recipient, Request

AT_ONCE = 50
ERASED = (RetentionClass.CONVERSATIONS, RetentionClass.INCIDENTS, RetentionClass.MEASURES)


def announce(*, at: datetime) -> list[RetentionNotice]:
    """Warn of what the rules in force will take; at most one warning of a rule is open at a time."""
    found = (_announce(kind, at) for kind in RetentionClass.values)
    return [notice for notice in found if notice is not None]


def open_notices() -> list[RetentionNotice]:
    """The warnings that hold now, the nearest day first."""
    rows = RetentionNotice.objects.filter(done_at=None, dropped_at=None).select_related("rule")
    return list(rows.order_by("goes_at", "pk"))


def run_due(*, at: datetime, stopping: Callable[[], bool] = lambda: False) -> int:
    """Let go what was announced for now or before; how many rows went. A batch each is one transaction."""
    gone = 0
    for notice in open_notices():
        if notice.goes_at > at or rule_in_force(notice.rule.kind) != notice.rule:
            continue
        for part in in_parts(due_before(notice.rule.kind, notice.cutoff)):
            if stopping():
                return gone
            gone += take(notice, part, at=at)
        _end(notice, at)
    return gone


@transaction.atomic
def take(notice: RetentionNotice, rows: Sequence[str], *, at: datetime) -> int:
    """Let these rows go, but for those that are no longer due; how many went."""
    live = RetentionNotice.objects.select_for_update().get(pk=notice.pk)
    if live.done_at is not None or live.dropped_at is not None:
        return 0
    kind = notice.rule.kind
    lock(extent_of(*rows))
    still = set(due_before(kind, notice.cutoff))
    going = [row for row in rows if row in still and not is_held(extent_of(row)) and not _asked_elsewhere(row)]
    if not going:
        return 0
    if kind in ERASED:
        _erase(going, notice.rule, at)
    else:
        _clear(going)
        end_all(at=at)
    RetentionNotice.objects.filter(pk=notice.pk).update(taken=live.taken + len(going))
    body = {"notice": notice.pk, "class": kind, "rows": going}
    ledger.append(kind="retention.taken", actor=ledger.SYSTEM, at=at, subject=f"retention:{notice.rule_id}", body=body)
    return len(going)


def in_parts(rows: Sequence[str]) -> list[Sequence[str]]:
    """The rows as they go, so many in one transaction."""
    return [rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE)]


@transaction.atomic
def _announce(kind: str, at: datetime) -> RetentionNotice | None:
    rule = rule_in_force(kind)
    if rule is None or rule.months is None:
        return None
    RetentionRule.objects.select_for_update().get(pk=rule.pk)
    if RetentionNotice.objects.filter(rule=rule, done_at=None, dropped_at=None).exists():
        return None
    goes_at = at + timedelta(days=rule.warn_days)
    cutoff = month_before(goes_at, rule.months)
    expected = len(due_before(kind, cutoff))
    if not expected:
        return None
    row = RetentionNotice.objects.create(rule=rule, announced_at=at, goes_at=goes_at, cutoff=cutoff, expected=expected)
    body = {"notice": row.pk, "class": kind, "goes": goes_at.isoformat(), "expected": expected}
    ledger.append(kind="retention.announced", actor=ledger.SYSTEM, at=at, subject=f"retention:{rule.pk}", body=body)
    return row


def _end(notice: RetentionNotice, at: datetime) -> None:
    RetentionNotice.objects.filter(pk=notice.pk, done_at=None, dropped_at=None).update(done_at=at)


def _asked_elsewhere(row: str) -> bool:
    """Whether somebody asked to erase it, and nobody has said yes or no yet: that goes first."""
    items = ErasureItem.objects.filter(erasure__done_at=None)
    numbers = numbers_of(subjects_of(extent_of(row)))
    return any(items.filter(number__in=part).exists() for part in in_batches(numbers))


def _erase(rows: Sequence[str], rule: RetentionRule, at: datetime) -> None:
    """Like an erasure that two members agreed on: by the rule they made."""
    extent = extent_of(*rows)
    numbers, erasure = numbers_of(subjects_of(extent)), None
    if numbers:
        named = [*rows, *(row for row in extent.as_rows() if row not in set(rows))]
        erasure = erasing.ask(numbers, Erasure.Basis.RETENTION, by=ledger.SYSTEM, at=at, rows=named)
        erasing.approve(erasure, by=f"retention:{rule.pk}", at=at)
        erasing.erase_contents(erasure, at=at)
        enqueue(SCRUB, {"erasure": erasure.pk}, at=at, key=str(erasure.pk))
    wipe(extent, erasure, at=at)
    transaction.on_commit(forget)


def _clear(rows: Sequence[str]) -> None:
    """Words of members alone, without entries that hold any."""
    ids: dict[str, list[int]] = {}
    for row in rows:
        kind, _colon, pk = row.partition(":")
        ids.setdefault(kind, []).append(int(pk))
    Look.objects.filter(pk__in=ids.get("look", [])).delete()
    Act.objects.filter(pk__in=ids.get("act", [])).update(note="")
    Request.objects.filter(pk__in=ids.get("request", [])).update(line="")
    Alert.objects.filter(request__in=ids.get("request", [])).update(reason="")
    answers = Answer.objects.filter(alert__request__in=ids.get("request", []))
    answers.update(reason="", despite="")
    Pack.objects.filter(pk__in=ids.get("pack", [])).update(reason="")
    Recipient.objects.filter(pack__in=ids.get("pack", [])).update(name="")
