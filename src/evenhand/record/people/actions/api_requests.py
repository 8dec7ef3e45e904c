"""Requests of programs that make something once, however often they are sent."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from evenhand.record.people.errors import PeopleError
from evenhand.record.people.models import ApiKey, ApiRequest

KEPT = timedelta(hours=24)


def claim_request(key: ApiKey, word: str, digest: str, *, at: datetime) -> ApiRequest:
    """The row of this request, inside the caller's transaction: new, or with what an earlier one has `made`.

    A second one at the same time waits for the first. Raises PeopleError "other-request" where the word stands for
    something else, TransactionManagementError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("Claim a request inside the transaction of what it makes.")
    ApiRequest.objects.filter(key=key, at__lte=at - KEPT).delete()
    try:
        with transaction.atomic():
            return ApiRequest.objects.create(key=key, word=word, digest=digest, at=at)
    except IntegrityError:
        earlier = ApiRequest.objects.get(key=key, word=word)
    if earlier.digest != digest:
        raise PeopleError("other-request")
    return earlier


def note_made(request: ApiRequest, made: str) -> None:
    """Keep what came of a request, its number."""
    ApiRequest.objects.filter(pk=request.pk).update(made=made)
