"""The record beside a thread: promises to settle and to keep, the next update, waits and clocks, checks of ability."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from evenhand.doors.web import dates
from evenhand.doors.web.commitments.cards import Card, cards_of
from evenhand.doors.web.commitments.clocks import course, delay_lines
from evenhand.doors.web.commitments.times import due_words, late_words, update_times, working_words
from evenhand.doors.web.conversation.thread import hidden_words, sender_of
from evenhand.knowledge.worktime import CaseClock, Spent, WorkingCalendar
from evenhand.record.agreements.models import Party, Suggestion, Update
from evenhand.record.agreements.queries import commitments as queries
from evenhand.record.agreements.queries.ability import valid_checks
from evenhand.record.agreements.queries.clock import case_clock_of
from evenhand.record.agreements.queries.delays import delays_of
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.conversations.queries_thread import messages_to_choose, readings_of
from evenhand.record.people.calendar import day_of, working_calendar
from evenhand.record.people.models import Member

MOST_MESSAGES = 40
MOST_ENDED = 10


@dataclass(frozen=True, slots=True)
class Offer:
    """A promise that was found, to be settled. `what` is empty where its words are hidden."""

    row: Suggestion
    sentence: str
    what: str
    due: str
    who: str


@dataclass(frozen=True, slots=True)
class Owed:
    """The next update owed there, in words."""

    row: Update
    due: str
    late: str


@dataclass(frozen=True, slots=True)
class Clocks:
    """Whose time passed, in words: working time, and in brackets by the wall clock."""

    ours: str
    theirs: str
    ours_by_wall: str
    theirs_by_wall: str
    first_answer: str
    waited: bool


def record_beside(member: Member, row: Conversation, *, now: datetime) -> dict[str, Any]:
    """What the record panel shows, and what its forms offer."""
    calendar = working_calendar()
    promised = queries.of_conversation(row)
    cards = cards_of(promised, now=now, calendar=calendar)
    clock = case_clock_of(row, calendar, now=now)
    still_open = [card for card in cards if card.row.ended_at is None]
    return {
        "offers": _offers(queries.offered_in(member, row), calendar, now),
        "ours": [card for card in still_open if card.is_ours],
        "theirs": [card for card in still_open if not card.is_ours],
        "ended": [card for card in cards if card.row.ended_at is not None][:MOST_ENDED],
        "elsewhere": _elsewhere(member, row, calendar, now),
        "owed": owed_words(queries.update_owed(row), calendar, now),
        "update_times": update_times(now, calendar),
        "clocks": clocks_in_words(clock),
        "course": course(row.pk, row.shown_subject, clock, calendar, is_open=row.closed_at is None),
        "delays": delay_lines(delays_of(promised, calendar, now=now), calendar, now=now),
        "checks": valid_checks(member, row, on=day_of(now, calendar)),
        "today_day": day_of(now, calendar),
        **choices_of(row, now=now),
    }


def choices_of(row: Conversation, *, now: datetime) -> dict[str, list[tuple[int, str]]]:
    """The messages that a form may name as proof: ours, theirs, and both."""
    messages = messages_to_choose(row, most=MOST_MESSAGES)
    inbound, outbound = Message.Direction.INBOUND, Message.Direction.OUTBOUND
    return {
        "sent_choices": _choices(messages, now, outbound),
        "came_choices": _choices(messages, now, inbound),
        "all_choices": _choices(messages, now, outbound, inbound),
    }


def owed_words(update: Update | None, calendar: WorkingCalendar, now: datetime) -> Owed | None:
    """The next update in words; None where none is owed."""
    if update is None:
        return None
    return Owed(update, due_words(update.due_at, calendar, now, is_day=False), late_words(update.due_at, now))


def clocks_in_words(clock: CaseClock | None) -> Clocks | None:
    """Both clocks in words with units; None where nobody has asked anything."""
    if clock is None:
        return None
    first = working_words(clock.first_answer.working) if clock.first_answer else ""
    return Clocks(
        working_words(clock.ours.working),
        working_words(clock.theirs.working),
        _wall(clock.ours),
        _wall(clock.theirs),
        first,
        bool(clock.waited),
    )


def _wall(spent: Spent) -> str:
    return dates.span(spent.wall)


def _elsewhere(member: Member, row: Conversation, calendar: WorkingCalendar, now: datetime) -> list[Card]:
    if row.customer_id is None:
        return []
    rows = queries.open_of_customer(member, row.customer_id, but_not=row.pk)
    return cards_of(rows, now=now, calendar=calendar)


def _offers(rows: Sequence[Suggestion], calendar: WorkingCalendar, now: datetime) -> list[Offer]:
    messages = list({row.message_id: row.message for row in rows}.values())
    hidden = hidden_words(messages, readings_of([message.pk for message in messages])) if messages else {}
    return [_offer(row, _is_hidden(row, hidden.get(row.message_id, ())), calendar, now) for row in rows]


def _is_hidden(row: Suggestion, hidden: Iterable[Any]) -> bool:
    return any(one.start < row.end and row.start < one.end for one in hidden)


def _offer(row: Suggestion, is_hidden: bool, calendar: WorkingCalendar, now: datetime) -> Offer:
    if row.is_claim and row.party == Party.US:
        sentence = gettext("They say that we promised this. Check it first.")
    elif row.is_claim:
        sentence = gettext("We wrote that they promised this. Check it first.")
    else:
        sentence = gettext("We promise:") if row.party == Party.US else gettext("They promise:")
    due = due_words(row.due_at, calendar, now, is_day=row.due_is_day)
    return Offer(row, sentence, "" if is_hidden else row.what, due, sender_of(row.message))


def _choices(messages: Sequence[Message], now: datetime, *directions: str) -> list[tuple[int, str]]:
    """Messages to choose from, the latest first: who and when."""
    here = timezone.localtime(now)
    return [
        (message.pk, f"{sender_of(message)}, {dates.moment(timezone.localtime(message.at), here)}")
        for message in messages
        if message.direction in directions
    ]
