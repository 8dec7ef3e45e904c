"""Making something once, however often a program sends its request: the header Idempotency-Key."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Annotated

from django.db import transaction
from django.http import HttpRequest
from ninja import Header, Schema

from evenhand.doors import clock
from evenhand.doors.api.keys import key_of
from evenhand.doors.api.problems import Problem
from evenhand.record.people import actions
from evenhand.record.people.errors import PeopleError

Word = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        max_length=255,
        pattern=r"^[\x20-\x7e]*$",
        description="A word of your own for this request: sent again within a day, it makes nothing a second time.",
    ),
]


def made_once(request: HttpRequest, word: str, body: Schema, make: Callable[[], int]) -> int:
    """The number of what `make` makes; of what it made before, where `word` says that this is the same request.

    A request that is refused leaves nothing behind and may be sent again. Raises Problem "other-request".
    """
    if not word:
        return make()
    with transaction.atomic():
        try:
            claimed = actions.claim_request(key_of(request), word, _digest(request, body), at=clock.now())
        except PeopleError as error:
            raise Problem(error.code) from error
        if claimed.made:
            return int(claimed.made)
        number = make()
        actions.note_made(claimed, str(number))
    return number


def _digest(request: HttpRequest, body: Schema) -> str:
    asked = f"{request.method} {request.path}\n{body.model_dump_json()}"
    return sha256(asked.encode()).hexdigest()
