"""Whether a mail was sent by a machine: auto-replies, bounces, lists. Such a mail is never answered by one."""

from __future__ import annotations

from evenhand.doors.connectors.mail.headers import Headers

_MACHINES = ("mailer-daemon@", "postmaster@", "noreply@", "no-reply@", "donotreply@", "do-not-reply@")
_MARKS = (b"list-id", b"x-autoreply", b"x-autorespond", b"x-auto-reply", b"x-failed-recipients", b"feedback-id")


def is_automatic(headers: Headers, sender: str) -> bool:
    """By RFC 3834 and the older marks that mailers still use; `sender` is the address of From."""
    said = headers.first(b"auto-submitted").strip().lower()
    if said:
        return not said.startswith(b"no") or said.startswith(b"notif")
    if headers.first(b"precedence").strip().lower() in (b"bulk", b"list", b"junk", b"auto_reply"):
        return True
    if any(mark in headers.values for mark in _MARKS):
        return True
    if headers.first(b"return-path").strip() == b"<>":
        return True
    if headers.first(b"content-type").lower().startswith(b"multipart/report"):
        return True
    return sender.lower().startswith(_MACHINES)
