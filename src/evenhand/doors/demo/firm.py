"""The demo's firm settles when it works, who may give what on their own, and who checked what we can do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial

from evenhand.doors.demo.acting import Act, Row, keys_in, message, written
from evenhand.record.agreements.actions.ability import Ability, record_check
from evenhand.record.agreements.models import CapabilityCheck
from evenhand.record.people import actions
from evenhand.record.people.models import Authority, Member

WORKING_DAYS, DAYS_OFF = 5, 2


def acts(people: Mapping[str, Member]) -> Iterator[Act]:
    """Working hours, holidays, the limit above which a link does not do, authorities, checks of ability."""
    firm = written("firm.toml")
    for name, do in (("hours", _hours), ("holidays", _holidays), ("limit", _limit)):
        yield Act(firm[name]["at"], partial(do, firm[name], people[firm[name]["by"]]))
    for row in firm["authority"]:
        yield Act(row["at"], partial(_authority, row, people))
    for row in firm["check"]:
        yield Act(row["at"], partial(_check, row, people[row["by"]]), keys_in(row))


def _hours(row: Row, by: Member) -> None:
    day = [(row["from"], row["until"])]
    actions.set_week([day] * WORKING_DAYS + [[]] * DAYS_OFF, by=by, at=row["at"])


def _holidays(row: Row, by: Member) -> None:
    actions.add_holidays(((one["day"], one["name"]) for one in row["days"]), by=by, at=row["at"])


def _limit(row: Row, by: Member) -> None:
    actions.set_approval_limit(Decimal(row["amount"]), row["currency"], by=by, at=row["at"])


def _authority(row: Row, people: Mapping[str, Member]) -> Authority:
    grant = actions.Grant(
        row["kind"],
        member=people[row["to"]] if "to" in row else None,
        role=row.get("role", ""),
        amount=Decimal(row["amount"]) if "amount" in row else None,
        currency=row.get("currency", ""),
        percent=Decimal(row["percent"]) if "percent" in row else None,
    )
    return actions.grant_authority(grant, by=people[row["by"]], at=row["at"])


def _check(row: Row, by: Member) -> CapabilityCheck:
    ability = Ability(row["what"], Decimal(row["hours"]), row["ready_by"], row["valid_until"], row["skills"])
    return record_check(ability, by=by, at=row["at"], conversation=message(row["message"]).conversation)
