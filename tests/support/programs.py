"""Programs that speak to the API: each with the key of a member."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from threads import NOW

from evenhand.record.people.actions import NewKey, make_key
from evenhand.record.people.models import Member

V1 = "/api/v1"
ALL = ("read", "write", "check")


@dataclass(frozen=True)
class Answer:
    """What came back: status, the value of its JSON (None for other text), the text, the headers."""

    status: int
    body: Any
    text: str
    headers: dict[str, str]

    @property
    def code(self) -> str:
        """The code of a problem."""
        assert self.headers["Content-Type"] == "application/problem+json", self.text
        return str(self.body["code"])


@dataclass(frozen=True)
class Program:
    """A program with a secret, or with none."""

    secret: str = field(default="", repr=False)
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True), repr=False)

    def get(self, path: str, **query: object) -> Answer:
        """What a GET below /api/v1 brings."""
        return self._answer(self.client.get(f"{V1}{path}", query, headers=self._headers()))

    def post(self, path: str, body: object = None, **headers: str) -> Answer:
        """What a POST of this value as JSON brings; a str or bytes goes as it is."""
        data = body if isinstance(body, str | bytes) else json.dumps({} if body is None else body)
        answer = self.client.post(
            f"{V1}{path}", data, content_type="application/json", headers=self._headers() | headers
        )
        return self._answer(answer)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"} if self.secret else {}

    @staticmethod
    def _answer(answer: Any) -> Answer:
        text = answer.content.decode()
        is_json = "json" in answer.headers["Content-Type"]
        return Answer(answer.status_code, json.loads(text) if is_json else None, text, dict(answer.headers))


def program_of(member: Member, *scopes: str) -> Program:
    """A program with a key of this member, with all scopes unless some are named."""
    _, secret = make_key(NewKey("A program", scopes or ALL), by=member, at=NOW)
    return Program(secret)
