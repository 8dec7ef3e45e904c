"""The people of the tests: Ada the agent and Bo the lead of one team, Cy of another, and those without a team.

Each is made on first call and found again after, always through the actions of the record.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from django.test import Client

from evenhand.record.people import actions
from evenhand.record.people.models import Member, Team

START = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
PASSWORD = "correct horse staple"
ROLES = ("agent", "lead", "manager", "finance", "wellbeing", "administrator")


def team(name: str = "Nordic desk") -> Team:
    """A team by name."""
    return Team.objects.filter(name=name).first() or actions.create_team(name, by=None, at=START)


def somebody(name: str, roles: Sequence[str] = (), *, team_name: str = "", language: str = "en") -> Member:
    """A member with these roles, whose address is their first name at harbourline.example."""
    email = f"{name.split()[0].lower()}@harbourline.example"
    found = Member.objects.filter(email=email).first()
    if found is not None:
        return found
    person = actions.Person(email, name, language, "Europe/Helsinki")
    member = actions.create_member(person, password=PASSWORD, at=START)
    for role in roles:
        actions.grant_role(member, role, by=None, at=START)
    if team_name:
        actions.add_to_team(team(team_name), member, by=None, at=START)
    return member


def ada() -> Member:
    """An agent of the Nordic desk."""
    return somebody("Ada Virtanen", ["agent"], team_name="Nordic desk")


def bo() -> Member:
    """The lead of the Nordic desk."""
    return somebody("Bo Lindqvist", ["agent", "lead"], team_name="Nordic desk")


def cy() -> Member:
    """An agent of another team: the outsider of access tests."""
    return somebody("Cy Marlow", ["agent"], team_name="Training")


def helena() -> Member:
    """The manager, who sees all conversations."""
    return somebody("Helena Ström", ["manager"])


def petra() -> Member:
    """Decides about money."""
    return somebody("Petra Koski", ["finance"])


def aino() -> Member:
    """Looks after people's wellbeing."""
    return somebody("Aino Rask", ["wellbeing"])


def sam() -> Member:
    """The administrator."""
    return somebody("Sam Okafor", ["administrator"])


def signed_in(member: Member | None) -> Client:
    """A browser in which this member is signed in; nobody for None."""
    client = Client()
    if member is not None:
        client.force_login(member)
    return client
