"""Exposure, rest and the report rate in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext

from evenhand.doors.web import dates
from evenhand.doors.web.mistakes.figures import between, percent, wilson
from evenhand.doors.web.templatetags.desk import number
from evenhand.record.conversations.models import Conversation
from evenhand.record.people.models import Member
from evenhand.record.protection.wellbeing.exposure import Exposure
from evenhand.record.protection.wellbeing.report_rate import Rate, report_rates
from evenhand.record.protection.wellbeing.rotation import has_had_enough, who_could_take_over


@dataclass(frozen=True, slots=True)
class Rest:
    """That somebody has had enough for a day; `names` are colleagues who could take over."""

    names: str
    conversation: Conversation | None


@dataclass(frozen=True, slots=True)
class RateRow:
    """The report rate of one team; `share` and `interval` are empty where no message came."""

    team: str
    reported: int
    messages: int
    share: str
    interval: str


@dataclass(frozen=True, slots=True)
class RateShown:
    """The report rate: `share` large, `sentence` beneath it. The share is empty where none may be told."""

    share: str
    sentence: str
    teams: Sequence[RateRow]


def periods_of(found: Exposure) -> list[tuple[str, int, int]]:
    """The figures line by line: the period, harsh messages, opened ones."""
    return [
        (gettext("The last 24 hours"), found.day, found.opened_day),
        (gettext("The last 7 days"), found.week, found.opened_week),
        (gettext("The last 28 days"), found.month, found.opened_month),
    ]


def rest_for(member: Member, conversation: Conversation | None, now: datetime) -> Rest | None:
    """What is said to a member who has had enough for a day, and to nobody else; None before that."""
    if not has_had_enough(member, now):
        return None
    names = [colleague.name for colleague in who_could_take_over(member, conversation, now)]
    return Rest(_either(names), conversation)


def rate_shown(now: datetime) -> RateShown:
    """The report rate of the desk and its teams, with what it rests on."""
    found = report_rates(now)
    days = {"since": _day(found.since), "until": _day(found.until)}
    if found.desk is None:
        said = gettext("Fewer than five people served from %(since)s to %(until)s: a share would point at somebody.")
        return RateShown("", said % days, ())
    if not found.desk.messages:
        said = gettext("No message that attacked somebody was found from %(since)s to %(until)s.")
        return RateShown("", said % days, ())
    row = _row(found.desk)
    said = gettext(
        "Reported within 14 days: %(reported)s of %(messages)s messages from %(since)s to %(until)s in which somebody "
        "was attacked (95%% interval: %(interval)s)."
    )
    figures = {"messages": number(row.messages), "reported": number(row.reported), "interval": row.interval}
    return RateShown(row.share, said % (days | figures), [_row(each) for each in found.teams])


def _row(rate: Rate) -> RateRow:
    if not rate.messages:
        return RateRow(rate.team, 0, 0, "", "")
    share = wilson(rate.reported, rate.messages)
    interval = between(percent(share.low), percent(share.high))
    return RateRow(rate.team, rate.reported, rate.messages, percent(share.value), interval)


def _day(at: datetime) -> str:
    return dates.calendar_day(timezone.localtime(at).date())


def _either(names: Sequence[str]) -> str:
    """The names with "or" before the last, as each language has it."""
    if len(names) < 2:
        return "".join(names)
    said = gettext("%(others)s or %(last)s")
    return said % {"others": gettext(", ").join(names[:-1]), "last": names[-1]}
