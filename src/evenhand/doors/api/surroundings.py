"""What surrounds every request to the API: no cookies, no large bodies, and every refusal is a problem."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from evenhand.doors.api.problems import MEDIA_TYPE, Problem, answer, answer_for

PLACE = "/api/"
DOCUMENT = "/api/v1/openapi.json"
LARGEST_BODY = 2 * 1024 * 1024


class ApiSurroundings:
    """Stands before the session: nobody is let in by a cookie, so that no page elsewhere can ask in one's name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PLACE):
            return self.get_response(request)
        if request.path_info != DOCUMENT:  # which members may read in their browser, too
            request.META.pop("HTTP_COOKIE", None)
        response = answer(Problem("too-large")) if _is_too_large(request) else self.get_response(request)
        response.headers["Cache-Control"] = "no-store"
        return _as_problem(response)


def _is_too_large(request: HttpRequest) -> bool:
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    return not length.isdecimal() or int(length) > LARGEST_BODY


def _as_problem(response: HttpResponse) -> HttpResponse:
    """A refusal that came as a page is put as a problem; its Allow stays."""
    if response.status_code < 400 or response.headers.get("Content-Type", "").startswith(MEDIA_TYPE):
        return response
    kept = {name: response.headers[name] for name in ("Allow", "Cache-Control") if name in response.headers}
    return answer_for(response.status_code, kept)
