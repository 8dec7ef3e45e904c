"""Cutting an attachment out of the stored bytes of its mail."""

from __future__ import annotations

from evenhand.doors.connectors.mail.parse import attachment_content

LARGEST_MAIL = 64 * 1024 * 1024


def attachment_bytes(raw_data: bytes, index: int) -> bytes | None:
    """The decoded bytes of the attachment with this index, None where the mail has none or is too large.

    The cutter is linear in the size of the mail and knows no recursion, so it runs in the caller's process.
    """
    if len(raw_data) > LARGEST_MAIL:
        return None
    try:
        return attachment_content(raw_data, index)[1]
    except (IndexError, ValueError):
        return None
