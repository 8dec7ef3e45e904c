"""The demo's workspace, teams and members, made through the actions that the desk itself uses."""

from __future__ import annotations

from datetime import datetime, time

from evenhand.doors.demo.story import company
from evenhand.record.people import actions
from evenhand.record.people.models import Member, Team


def settle(password: str, *, at: datetime) -> dict[str, Member]:
    """Workspace, teams and members by key; whatever is there already stays."""
    firm = company()["company"]
    actions.set_workspace(actions.Firm(firm["name"], "en", firm["timezone"], time(17)), by=None, at=at)
    teams = {row["name"]: _team(row["name"], at=at) for row in company()["team"]}
    return {row["key"]: _member(row, teams, password, at=at) for row in company()["member"]}


def _team(name: str, *, at: datetime) -> Team:
    return Team.objects.filter(name=name).first() or actions.create_team(name, by=None, at=at)


def _member(row: dict[str, object], teams: dict[str, Team], password: str, *, at: datetime) -> Member:
    found = Member.objects.filter(email=str(row["email"])).first()
    if found is not None:
        return found
    person = actions.Person(str(row["email"]), str(row["name"]), str(row["language"]), str(row["timezone"]))
    member = actions.create_member(person, password=password, at=at)
    for role in list(row["roles"]):  # type: ignore[call-overload]
        actions.grant_role(member, role, by=None, at=at)
    for name in list(row["teams"]):  # type: ignore[call-overload]
        actions.add_to_team(teams[name], member, by=None, at=at)
    return member
