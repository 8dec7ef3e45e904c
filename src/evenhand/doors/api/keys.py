"""Who asks: the member of the key in the header. A key sees what its member sees, and no more."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import translation
from ninja.security import HttpBearer

from evenhand.doors import clock
from evenhand.doors.addresses import address_of
from evenhand.doors.api.problems import Problem
from evenhand.record.people import actions
from evenhand.record.people.access import may
from evenhand.record.people.errors import KeyRefused
from evenhand.record.people.models import ApiKey, Member

LONGEST_SECRET = 200


class BearerKey(HttpBearer):
    """A key of any scope; those below need one, which is looked at before anything is read."""

    scope = ""
    openapi_description = "A key of any scope, made in Settings, API keys. It acts as its member."

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey:
        """The key, with its member, whose language answers speak. Raises Problem, TooManyTries."""
        key = _key_of(request, token.strip())
        translation.activate(key.member.language)
        if self.scope and self.scope not in key.scopes:
            raise Problem("scope")
        return key


class ReadKey(BearerKey):
    """For looking."""

    scope = ApiKey.Scope.READ
    openapi_description = "A key with the scope read."


class WriteKey(BearerKey):
    """For changing what is on record."""

    scope = ApiKey.Scope.WRITE
    openapi_description = "A key with the scope write."


class CheckKey(BearerKey):
    """For having a draft checked."""

    scope = ApiKey.Scope.CHECK
    openapi_description = "A key with the scope check."


ANY, READ, WRITE, CHECK = BearerKey(), ReadKey(), WriteKey(), CheckKey()


def key_of(request: HttpRequest) -> ApiKey:
    """The key of a request that was let in."""
    key = getattr(request, "auth", None)
    if not isinstance(key, ApiKey):
        raise Problem("no-key")
    return key


def member_with(request: HttpRequest, right: str = "") -> Member:
    """The member who asks. Raises Problem "role" where they do not hold `right`."""
    member = key_of(request).member
    if right and not may(member, right):
        raise Problem("role")
    return member


def _key_of(request: HttpRequest, secret: str) -> ApiKey:
    now = clock.now()
    try:
        return actions.use_key(secret[:LONGEST_SECRET], at=now)
    except KeyRefused as error:
        actions.note_failed_key(address=address_of(request), at=now)
        raise Problem(error.code) from error
