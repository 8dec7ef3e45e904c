"""Quoted words as the desk shows them: attacks hatched until opened, also where another quotation repeats them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from evenhand.doors.web.passages import Hidden, Run, hidden_runs
from evenhand.doors.web.readings import hidden_kind
from evenhand.record.protection.incidents.queries import Quoted, attacks_beside
from evenhand.record.protection.incidents.reporting import Words
from evenhand.record.protection.models import Incident, Quotation


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted words. `value` names them in a form; `message_id` leads to them, None where the message is gone."""

    value: str
    runs: Sequence[Run]
    is_attack: bool
    is_open: bool = False
    is_erased: bool = False
    sent_at: datetime | None = None
    message_id: int | None = None
    sha256: str = ""


def quotes_of(incident: Incident, page: Quoted, opened: Collection[int]) -> list[Quote]:
    """The quotations of a page; `opened` are those whose words this member may read now."""
    beside = attacks_beside(incident, {row.number for row in page.rows})
    return [_quote(row, beside.get(row.number, ()), opened) for row in page.rows]


def quotes_to_choose(quoted: Iterable[Words]) -> list[Quote]:
    """What a report would quote, to be left out or kept; attacks stay hidden."""
    rows = list(quoted)
    hidden = [Hidden(one.start, one.end, hidden_kind(())) for one in rows if one.is_attack]
    return [
        Quote(value_of(one), hidden_runs(one.message.text, one.start, one.end, hidden), one.is_attack) for one in rows
    ]


def value_of(words: Words) -> str:
    """How quoted words are named in the form."""
    return f"{words.start}-{words.end}"


def _quote(row: Quotation, attacks: Sequence[Quotation], opened: Collection[int]) -> Quote:
    what = hidden_kind(())
    hidden = [Hidden(one.start - row.start, one.end - row.start, what) for one in attacks if one.pk not in opened]
    cut = [Hidden(max(0, one.start), min(len(row.text), one.end), what) for one in hidden if one.end > 0]
    is_erased = not row.text
    runs = [Run(gettext("These words were erased."))] if is_erased else hidden_runs(row.text, 0, len(row.text), cut)
    return Quote(
        value=str(row.pk),
        runs=runs,
        is_attack=row.is_attack,
        is_open=row.pk in opened,
        is_erased=is_erased,
        sent_at=row.sent_at,
        message_id=row.message_id,
        sha256=row.sha256,
    )
