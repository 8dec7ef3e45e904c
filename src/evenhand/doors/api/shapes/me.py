"""The member behind a key."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema
from pydantic import Field

from evenhand.doors.api.shapes.common import Named
from evenhand.record.people.models import ApiKey
from evenhand.record.people.queries import workspace


class KeyShape(Schema):
    """A key without its secret."""

    id: int
    name: str
    prefix: str = Field(description="How the secret begins.")
    scopes: list[str] = Field(description="read, write and check, as the key was made.")
    made_at: datetime
    expires_at: datetime | None


class Me(Schema):
    """A member as their own key sees them."""

    id: int
    name: str
    email: str
    language: str = Field(description="The language that answers speak: en, fi, zh-hant or zh-hans.")
    timezone: str
    roles: list[str]
    teams: list[Named]
    workspace: str = Field(description="The name of the firm.")
    key: KeyShape


def me_of(key: ApiKey) -> Me:
    """The shape of a key's member; three queries."""
    member = key.member
    teams = member.memberships.select_related("team").order_by("team__name")
    return Me(
        id=member.pk,
        name=member.name,
        email=member.email,
        language=member.language,
        timezone=member.timezone,
        roles=sorted(member.roles()),
        teams=[Named(id=one.team.pk, name=one.team.name) for one in teams],
        workspace=workspace().name,
        key=KeyShape(
            id=key.pk,
            name=key.name,
            prefix=key.prefix,
            scopes=key.scopes,
            made_at=key.made_at,
            expires_at=key.expires_at,
        ),
    )
