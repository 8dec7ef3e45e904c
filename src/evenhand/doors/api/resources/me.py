"""Who asks."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from evenhand.doors.api.document import ERRORS
from evenhand.doors.api.keys import ANY, key_of
from evenhand.doors.api.shapes.me import Me, me_of

router = Router(tags=["me"])


@router.get("/me", response={200: Me, **ERRORS}, auth=ANY, summary="Whose key this is")
def me(request: HttpRequest) -> Me:
    """The member as whom the key acts, with roles and teams, and what the key itself may be used for."""
    return me_of(key_of(request))
