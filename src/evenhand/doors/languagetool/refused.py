"""Refusals as LanguageTool's clients show them: a status, and a sentence as plain text."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[int, str | Promise] = {
    400: _("The request could not be understood."),
    404: _("The draft check has nothing at this address."),
    405: _("This address does not take that method."),
    413: _("The text is larger than the draft check takes. Check a part of it."),
    500: _("Something failed on our side."),
}


class Refused(Exception):
    """A request that is answered with a sentence; one about the request itself is English, for its programmer."""

    def __init__(self, status: int, sentence: str | Promise, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status)
        self.status, self.sentence, self.headers = status, sentence, dict(headers or {})


def answer(status: int, sentence: str | Promise = "", headers: Mapping[str, str] | None = None) -> HttpResponse:
    """The answer of a refusal; without a sentence the one of its status."""
    words = sentence or SENTENCES.get(status) or SENTENCES[500 if status >= 500 else 400]
    kind = "text/plain; charset=utf-8"
    return HttpResponse(f"Error: {words}", status=status, content_type=kind, headers=dict(headers or {}))
