"""Problems as RFC 9457 has them: what went wrong as a code, what happened and what to do as sentences."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from math import ceil
from typing import Any, TypeVar, cast

from django.http import HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import Field

from evenhand.doors.api.codes import CODES, code_for
from evenhand.doors.api.refusals import OTHERWISE, SENTENCES
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.people.errors import NotFound, TooManyTries

MEDIA_TYPE = "application/problem+json"
_Error = TypeVar("_Error", bound=Exception)


class Place(Schema):
    """One place of the request that is not as it should be."""

    path: str = Field(description="Where, as a path of JSON: $.due or $.scopes[0]; for a parameter its name.")
    source: str = Field(description="In what: body, query, path or header.")
    message: str = Field(description="What is wrong there, in English.")


class ProblemShape(Schema):
    """A problem (RFC 9457)."""

    type: str = Field(description="The code as a URI: urn:evenhand:problem:CODE.")
    status: int
    code: str = Field(description="What went wrong, for programs.")
    title: str = Field(description="What happened, in the language of the key's member.")
    detail: str = Field(description="What to do, in the same language.")
    errors: list[Place] = Field(default=[], description="With the code invalid: every place that is wrong.")


class Problem(Exception):
    """A request that is answered with a problem; `code` is one of CODES."""

    def __init__(self, code: str, *, places: Iterable[Place] = (), headers: Mapping[str, str] | None = None) -> None:
        super().__init__(code)
        self.code, self.places, self.headers = code, list(places), dict(headers or {})


def invalid(path: str, message: str, source: str = "body") -> Problem:
    """The problem of one place that is wrong."""
    return Problem("invalid", places=[Place(path=path, source=source, message=message)])


def answer(problem: Problem) -> HttpResponse:
    """The response for a problem."""
    code = CODES[problem.code]
    headers = problem.headers | ({"WWW-Authenticate": "Bearer"} if code.status == 401 else {})
    return _answer(code.status, problem.code, str(code.title), str(code.remedy), problem.places, headers)


def answer_for(status: int, headers: Mapping[str, str]) -> HttpResponse:
    """The response where only a status is known; it keeps the status."""
    name = code_for(status)
    code = CODES[name]
    return _answer(status, name, str(code.title), str(code.remedy), (), headers)


def handle_problems(api: NinjaAPI) -> None:
    """Have the API answer each kind of refusal as a problem."""
    _on(api, Problem, answer)
    _on(api, NotFound, lambda _error: answer(Problem("not-found")))
    _on(api, AuthenticationError, lambda _error: answer(Problem("no-key")))
    _on(api, NotPossible, _refused)
    _on(api, TooManyTries, _too_many)
    _on(api, ValidationError, lambda error: answer(Problem("invalid", places=map(_place, error.errors))))
    _on(api, HttpError, _http)


def _on(api: NinjaAPI, kind: type[_Error], handle: Callable[[_Error], HttpResponse]) -> None:
    api.add_exception_handler(kind, cast(Any, lambda _request, error: handle(error)))


def _refused(error: NotPossible) -> HttpResponse:
    status, sentence = SENTENCES.get(error.code, OTHERWISE)
    return _answer(status, error.code, str(sentence), str(CODES["bad-request"].remedy), (), {})


def _too_many(error: TooManyTries) -> HttpResponse:
    seconds = max(1, ceil(error.wait.total_seconds()))
    return answer(Problem("too-many-tries", headers={"Retry-After": str(seconds)}))


def _http(error: HttpError) -> HttpResponse:
    return answer(Problem("not-json")) if error.status_code == 400 else answer_for(error.status_code, {})


def _place(error: Mapping[str, Any]) -> Place:
    source, *steps = error["loc"]
    if source == "body":
        steps = steps[1:]  # the name of the handler's parameter, which is nobody's business
        path = "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    else:
        path = ".".join(map(str, steps))
    return Place(path=path, source=source, message=error["msg"].removeprefix("Value error, "))


def _answer(
    status: int, code: str, title: str, detail: str, places: Iterable[Place], headers: Mapping[str, str]
) -> HttpResponse:
    body: dict[str, Any] = {
        "type": f"urn:evenhand:problem:{code}", "status": status, "code": code, "title": title, "detail": detail
    }  # fmt: skip
    if errors := [place.model_dump() for place in places]:
        body["errors"] = errors
    text = json.dumps(body, ensure_ascii=False)
    return HttpResponse(text, status=status, content_type=MEDIA_TYPE, headers=dict(headers))
