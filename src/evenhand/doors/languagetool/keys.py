"""Whose draft it is: the member of the key in the header, in the form's field `apiKey`, or in the address."""

from __future__ import annotations

from math import ceil

from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenhand.doors import clock
from evenhand.doors.addresses import address_of
from evenhand.doors.languagetool.refused import Refused
from evenhand.record.people import actions
from evenhand.record.people.errors import KeyRefused, TooManyTries
from evenhand.record.people.models import ApiKey, Member

LONGEST_SECRET = 200
_BEARER = "bearer "
_WHY: dict[str, str | Promise] = {
    "key-unknown": _("This key is not known here."),
    "key-revoked": _("This key was revoked."),
    "key-expired": _("This key has expired."),
}


def member_of(request: HttpRequest, field: str, in_address: str) -> Member:
    """The member whose key it is; messages speak their language from now on. Raises Refused.

    Addresses are written down in many places, so one may hold only a key that can do nothing but check drafts.
    """
    key = _key(request, _bearer(request) or in_address or field)
    translation.activate(key.member.language)
    if ApiKey.Scope.CHECK not in key.scopes:
        raise Refused(403, _("This key was not made for that."))
    if in_address and key.scopes != [ApiKey.Scope.CHECK]:
        raise Refused(403, _("An address may only hold a key that checks drafts and does nothing else."))
    return key.member


def _bearer(request: HttpRequest) -> str:
    header = request.headers.get("Authorization", "")
    return header[len(_BEARER) :].strip() if header.lower().startswith(_BEARER) else ""


def _key(request: HttpRequest, secret: str) -> ApiKey:
    if not secret:
        raise Refused(401, _("This address is for programs that have a key."), {"WWW-Authenticate": "Bearer"})
    now = clock.now()
    try:
        return actions.use_key(secret[:LONGEST_SECRET], at=now)
    except KeyRefused as error:
        _note(request)
        raise Refused(401, _WHY[error.code], {"WWW-Authenticate": "Bearer"}) from error


def _note(request: HttpRequest) -> None:
    try:
        actions.note_failed_key(address=address_of(request), at=clock.now())
    except TooManyTries as error:
        wait = {"Retry-After": str(max(1, ceil(error.wait.total_seconds())))}
        raise Refused(429, _("Too many wrong keys came from this address."), wait) from error
