"""The original of a message, its web page and its attachments. Nothing here can run in the desk's name."""

from __future__ import annotations

from typing import NoReturn
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from evenhand.doors import clock
from evenhand.doors.intake.attachments import attachment_bytes
from evenhand.doors.web.conversation.thread import first_hidden
from evenhand.doors.web.guard import allowed, member_of
from evenhand.record.conversations.access import attachment_for, message_for, messages_for
from evenhand.record.conversations.queries_thread import in_the_same_original

BODY_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; form-action 'none'; "
    "base-uri 'none'; sandbox"
)
FILE_POLICY = "default-src 'none'; sandbox"
_PAGE = (
    '<!doctype html><html><head><meta charset="utf-8"><meta name="color-scheme" content="light">'
    "<style>body{{margin:0;padding:12px;font:15px/1.5 system-ui,sans-serif;color:#1e2124;background:#fff;"
    "overflow-wrap:break-word}}img{{max-width:100%;height:auto}}table{{max-width:100%}}</style>"
    "<title>{title}</title></head><body>{body}</body></html>"
)


@require_safe
@allowed("see_conversations")
def body(request: HttpRequest, pk: int) -> HttpResponse:
    """The web page of a message, for a frame that runs nothing; not while words in it are hidden from the member."""
    member = member_of(request)
    message = message_for(member, pk)
    if not message.html or first_hidden(member, [message], now=clock.now()) is not None:
        _not_here()
    answer = HttpResponse(_PAGE.format(title=gettext("Original view"), body=message.html))
    answer.headers["Content-Security-Policy"] = BODY_POLICY
    return answer


@require_safe
@allowed("see_conversations")
def raw(request: HttpRequest, pk: int) -> HttpResponse:
    """The bytes as they came, as a text file to keep; hidden words are opened first, so that it is recorded."""
    member = member_of(request)
    message = message_for(member, pk)
    together = in_the_same_original(message)
    if message.raw is None or messages_for(member).filter(raw=message.raw).count() < len(together):
        _not_here()
    closed = first_hidden(member, together, now=clock.now())
    if closed is not None:
        messages.info(request, gettext("The original holds hidden words. Open them first; then it can be downloaded."))
        return redirect(f"{reverse('conversation', args=[closed.conversation_id])}?at={closed.pk}#m-{closed.pk}")
    return _download(bytes(message.raw.data), f"message-{message.pk}.eml.txt", "text/plain; charset=utf-8")


@require_safe
@allowed("see_conversations")
def attachment(request: HttpRequest, pk: int) -> HttpResponse:
    """An attachment, always as a file to keep, never shown in the desk."""
    row = attachment_for(member_of(request), pk)
    mail = row.message.raw
    data = attachment_bytes(bytes(mail.data), row.index) if mail is not None else None
    if data is None:
        _not_here()
    return _download(data, row.filename, "application/octet-stream")


def _download(data: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    plain = "".join(c if c.isascii() and (c.isalnum() or c in " ._-") else "_" for c in name) or "file"
    answer.headers["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _not_here() -> NoReturn:
    raise Http404
