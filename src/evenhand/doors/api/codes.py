"""Every problem that the API names: its code, its status, what happened and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Code:
    """A problem: the status it comes with, what happened, and what to do."""

    status: int
    title: Text
    remedy: Text


_MAKE_A_KEY = _("Make a new key in Settings, API keys.")
_NOTHING_CHANGED = _("Nothing was changed.")
CODES: dict[str, Code] = {
    "no-key": Code(
        401,
        _("This address is for programs that have a key."),
        _("Send the header “Authorization: Bearer” with a key. Keys are made in Settings, API keys."),
    ),
    "key-unknown": Code(401, _("This key is not known here."), _("Check that the whole key was copied.")),
    "key-revoked": Code(401, _("This key was revoked."), _MAKE_A_KEY),
    "key-expired": Code(401, _("This key has expired."), _MAKE_A_KEY),
    "scope": Code(403, _("This key was not made for that."), _("Make a key with the scope that the address asks for.")),
    "role": Code(
        403,
        _("The roles of this key’s member do not include that."),
        _("Ask an administrator for the role, or use the key of somebody who has it."),
    ),
    "not-found": Code(
        404, _("There is nothing here that this key may see."), _("Check the address and the number in it.")
    ),
    "method": Code(
        405, _("This address does not take that method."), _("The header Allow says which it takes.")
    ),
    "bad-request": Code(400, _("The request could not be understood."), _NOTHING_CHANGED),
    "not-json": Code(
        400, _("The body of the request is not JSON that can be read."), _("Send one object as JSON in UTF-8.")
    ),
    "too-large": Code(
        413, _("The request is larger than two megabytes."), _("Send less at a time. Nothing was changed.")
    ),
    "invalid": Code(
        422,
        _("Something in the request is not as it should be."),
        _("Each place is named in “errors”. Nothing was changed."),
    ),
    "other-request": Code(
        409,
        _("This Idempotency-Key was used for another request."),
        _("Use a new one for each thing to be made. Nothing was changed."),
    ),
    "too-many-tries": Code(
        429,
        _("Too many wrong keys came from this address."),
        _("Wait as long as the header Retry-After says, then send a key that is right."),
    ),
    "no-checkpoint": Code(
        404, _("No checkpoint was signed yet."), _("Sign one in Settings, Ledger, or wait for the nightly one.")
    ),
    "not-covered": Code(
        409,
        _("This entry is newer than the newest checkpoint."),
        _("Sign a checkpoint in Settings, Ledger, then ask again."),
    ),
    "damaged": Code(
        409, _("The ledger is damaged."), _("Verify the ledger; the answer names what is broken.")
    ),
    "failure": Code(
        500,
        _("Something failed on our side."),
        _("Try again in a while. Whoever runs the desk finds the cause in its log."),
    ),
}  # fmt: skip
BY_STATUS = {400: "bad-request", 401: "no-key", 403: "role", 404: "not-found", 405: "method", 413: "too-large"}


def code_for(status: int) -> str:
    """The code for an answer of which only the status is known."""
    return BY_STATUS.get(status, "failure" if status >= 500 else "bad-request")
