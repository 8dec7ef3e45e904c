"""Pages that somebody without an account opens by a link: which language they speak, and what frames them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import translation

from evenhand.doors.web.tongues import ENDONYMS, html_lang


def frame(language: str) -> dict[str, Any]:
    """What the frame of such a page shows: its language, and the others to choose from."""
    return {
        "page_lang": html_lang(language),
        "tongues": [(code, name, html_lang(code)) for code, name in ENDONYMS.items()],
        "language": language,
    }


def language_of(request: HttpRequest, usual: str) -> str:
    """What was chosen on the page; else the usual one of whoever got the link; else what the browser asks for."""
    chosen = request.GET.get("language", "")
    if chosen in ENDONYMS:
        return chosen
    return usual.lower() if usual.lower() in ENDONYMS else translation.get_language_from_request(request)
