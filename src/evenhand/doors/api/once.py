"""Making something once, however often a program sends its request: the header Idempotency-Key."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from django.db import transaction
from django.http import HttpRequest
from ninja import Schema

from evenhand.doors import clock
from evenhand.doors.api.keys import key_of
from evenhand.doors.api.problems import Problem, invalid
from evenhand.record.people import actions
from evenhand.record.people.errors import PeopleError

HEADER = "Idempotency-Key"
LONGEST = 255


def made_once(request: HttpRequest, body: Schema, make: Callable[[], int]) -> int:
    """The number of what `make` makes; of what it made before, where the header says that this is the same request.

    A request that is refused leaves nothing behind and may be sent again. Raises Problem "other-request", "invalid".
    """
    word = request.headers.get(HEADER, "")
    if not word:
        return make()
    if len(word) > LONGEST or not word.isprintable():
        raise invalid(HEADER, f"It has at most {LONGEST} printable characters.", "header")
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
