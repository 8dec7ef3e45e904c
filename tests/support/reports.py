"""Reports through the desk for tests: the form as a browser would send it back."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from builders import signed_in
from django.http import HttpResponse

from evenhand.record.people.models import Member

REPORT = "/protection/report"


class Form(HTMLParser):
    """The values of the form that posts to an address, as they stand on a page."""

    def __init__(self, html: str, action: str) -> None:
        super().__init__()
        self.action, self.values, self._inside, self._area, self._select = action, {}, False, "", ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given: dict[str, Any] = dict(attrs)
        if tag == "form":
            self._inside = (given.get("action") or "").startswith(self.action)
        if not self._inside:
            return
        name = given.get("name") or ""
        if tag == "input" and name and (given.get("type") not in ("radio", "checkbox") or "checked" in given):
            self.values.setdefault(name, []).append(given.get("value") or "")
        elif tag == "textarea":
            self._area, self.values[name] = name, [""]
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            self.values[self._select] = [given.get("value") or ""]

    def handle_endtag(self, tag: str) -> None:
        self._area = "" if tag == "textarea" else self._area
        self._select = "" if tag == "select" else self._select
        self._inside = self._inside and tag != "form"

    def handle_data(self, data: str) -> None:
        if self._inside and self._area:
            self.values[self._area][0] += data


def opened(member: Member, query: str = "") -> tuple[str, dict[str, Any]]:
    """The form of a report as a member sees it: the page, and the values it would send."""
    answer = signed_in(member).get(f"{REPORT}{query}")
    assert answer.status_code == 200
    html = answer.content.decode()
    values = Form(html, REPORT).values
    return html, {name: [one.lstrip("\n") for one in ones] for name, ones in values.items()}


def sent(member: Member, query: str = "", **answers: Any) -> HttpResponse:
    """Open the form, answer and send it; a value of None is taken out of it."""
    _, values = opened(member, query)
    filled = {name: value for name, value in (values | answers).items() if value is not None}
    return signed_in(member).post(f"{REPORT}{query}", filled)
