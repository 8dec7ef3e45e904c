"""What surrounds every request of LanguageTool's clients: no cookies, no large bodies, CORS for add-ons, sentences."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from evenhand.doors.languagetool import refused

PLACES = ("/v2/", "/lt/")
LARGEST_BODY = 6 * 1024 * 1024
"""Bytes; a text of two megabytes may be three times as long once it is percent-encoded."""
_ADD_ON = re.compile(r"(?:chrome|moz|safari-web)-extension://[A-Za-z0-9._-]{1,100}")
_HEADERS = "Accept, Authorization, Content-Type, X-Requested-With"


class LanguageToolSurroundings:
    """Stands before the session: nobody is let in by a cookie, so that no page elsewhere can ask in one's name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PLACES):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        return _shared(request, _in_words(self._answer(request)))

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if request.method == "OPTIONS":
            return HttpResponse(status=204)
        return refused.answer(413) if _is_too_large(request) else self.get_response(request)


def _is_too_large(request: HttpRequest) -> bool:
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    return not length.isdecimal() or int(length) > LARGEST_BODY


def _in_words(response: HttpResponse) -> HttpResponse:
    """A refusal that came as a page is put as a sentence; its Allow stays."""
    if response.status_code < 400 or response.headers.get("Content-Type", "").startswith("text/plain"):
        return response
    kept = {name: response.headers[name] for name in ("Allow",) if name in response.headers}
    return refused.answer(response.status_code, headers=kept)


def _shared(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Add-ons of browsers may read the answer, and pages that the operator named; no other page may."""
    response.headers["Cache-Control"] = "no-store"
    patch_vary_headers(response, ["Origin"])
    origin = request.headers.get("Origin", "")
    if not (_ADD_ON.fullmatch(origin) or origin in settings.LANGUAGETOOL_ORIGINS):
        return response
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "GET, POST, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = _HEADERS
        response.headers["Access-Control-Max-Age"] = "86400"
        if request.headers.get("Access-Control-Request-Private-Network") == "true":
            response.headers["Access-Control-Allow-Private-Network"] = "true"
    return response
