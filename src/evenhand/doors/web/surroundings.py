"""What surrounds every page: the member's language and time zone, and what the shell shows."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from evenhand.doors import clock
from evenhand.doors.web import rail
from evenhand.doors.web.tongues import ENDONYMS, html_lang, page_lang
from evenhand.record.people.models import Member, Workspace

LANGUAGES = tuple(code for code, _ in settings.LANGUAGES)


class Surroundings:
    """Activates the language and time zone of whoever asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        translation.activate(language_of(request))
        zone = request.user.timezone if isinstance(request.user, Member) else "UTC"
        try:
            timezone.activate(zoneinfo.ZoneInfo(zone))
        except (zoneinfo.ZoneInfoNotFoundError, ValueError):
            timezone.activate(zoneinfo.ZoneInfo("UTC"))
        try:
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "en")
            return response
        finally:
            translation.deactivate()
            timezone.deactivate()


def language_of(request: HttpRequest) -> str:
    """A member's own choice; else what was chosen on the sign-in page; else what the browser asks for."""
    if isinstance(request.user, Member):
        return request.user.language if request.user.language in LANGUAGES else "en"
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in LANGUAGES else translation.get_language_from_request(request)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Template variables of every page: the clock, the member with their roles, and what the shell shows."""
    user = getattr(request, "user", None)
    member: Member | None = user if isinstance(user, Member) else None
    language = translation.get_language() or "en"
    return {
        "member": member,
        "roles": member.roles() if member else frozenset(),
        "now": clock.now(),
        "clock_is_shifted": clock.is_shifted(),
        "home_url": rail.home_of(member) if member else "/",
        "page_lang": page_lang(language, member.timezone if member else ""),
        "theme": member.theme if member else "auto",
        "workspace_name": _workspace_name(),
        "languages": [(code, name, html_lang(code)) for code, name in ENDONYMS.items()],
    }


def _workspace_name() -> str:
    workspace = Workspace.objects.first()
    return workspace.name if workspace else "Evenhand"
