"""The two steps of whatever goes out by letter: what is decided, then the letter, read over before it goes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from evenhand.doors.web.drafting.words import SEVERITIES, page_language, rule_name
from evenhand.doors.web.restrictions.forms import LetterForm
from evenhand.doors.web.restrictions.refusals import refuse
from evenhand.knowledge.drafting.words import message
from evenhand.record.conversations.working import NotPossible
from evenhand.record.protection.restrictions.letters import APPEAL, BETWEEN, Found, Outgoing, findings_in, slugs
from evenhand.record.protection.texts import Composed

TEMPLATE = "restrictions/act.html"


@dataclass(frozen=True, slots=True)
class Steps:
    """What an act needs: its form, the letter that follows from it, sending it (gives the address to go to), and
    where the letter goes unless somebody writes another address."""

    form: forms.Form
    draft: Callable[[], Composed]
    send: Callable[[Outgoing], str]
    to: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding in the letter."""

    grave: str
    severity: str
    rule: str
    words: str
    why: str
    address: str


def letter_steps(request: HttpRequest, steps: Steps, context: dict[str, Any]) -> HttpResponse:
    """One step: the form, the letter as we would write it, or the letter sent. Nothing is kept before it is sent."""
    if request.method != "POST" or not steps.form.is_valid():
        return _page(request, steps, context)
    stamp = _stamp(steps.form)
    if request.POST.get("step") == "send":
        if request.POST.get("of") == stamp:
            return _send(request, steps, context, stamp)
        context = context | {"trouble": gettext("What you decided has changed, so the letter was written anew.")}
    return _drafted(request, steps, context, stamp)


def link_to(request: HttpRequest) -> Callable[[str], str]:
    """The whole address of the page on which a token's holder appeals."""
    return lambda token: request.build_absolute_uri(reverse("appeal", args=[token]))


def _drafted(request: HttpRequest, steps: Steps, context: dict[str, Any], stamp: str) -> HttpResponse:
    try:
        written = steps.draft()
    except NotPossible as error:
        refuse(steps.form, error.code)
        return _page(request, steps, context)
    to = request.POST.get("to", "").replace("\x00", "") or steps.to
    letter = LetterForm(initial={"to": to, "subject": written.subject, "text": written.text})
    return _page(request, steps, context, letter=letter, stamp=stamp, found=findings_in(written.text))


def _send(request: HttpRequest, steps: Steps, context: dict[str, Any], stamp: str) -> HttpResponse:
    letter = LetterForm(request.POST)
    if not letter.is_valid():
        return _page(request, steps, context, letter=letter, stamp=stamp)
    written = letter.cleaned_data
    text = written["text"].replace("\r\n", "\n")
    found = findings_in(text)
    if not slugs(found) <= set(request.POST.get("seen", "").split()):
        trouble = gettext("The check found something that you had not seen yet. Look at it, then send.")
        return _page(request, steps, context | {"trouble": trouble}, letter=letter, stamp=stamp, found=found)
    try:
        return redirect(steps.send(Outgoing(written["to"].strip(), written["subject"], text)))
    except NotPossible as error:
        refuse(letter if error.code.startswith("letter-") else steps.form, error.code)
        return _page(request, steps, context, letter=letter, stamp=stamp, found=found)


def _page(
    request: HttpRequest,
    steps: Steps,
    context: dict[str, Any],
    *,
    letter: LetterForm | None = None,
    stamp: str = "",
    found: list[Found] | None = None,
) -> HttpResponse:
    shown = {
        "form": steps.form,
        "letter": letter,
        "of": stamp,
        "has_mark": letter is not None and APPEAL in str(letter["text"].value()),
        "in_two": letter is not None and BETWEEN in str(letter["text"].value()).replace("\r\n", "\n"),
        "findings": [_shown(one) for one in found or []],
        "seen": " ".join(sorted(slugs(found or []))),
    }
    return render(request, TEMPLATE, context | shown)


def _shown(one: Found) -> Shown:
    finding = one.finding
    return Shown(
        grave=str(SEVERITIES[finding.severity]),
        severity=finding.severity.value,
        rule=rule_name(finding.slug),
        words=one.words,
        why=message(finding, one.text, page_language()),
        address=f"{reverse('rule', args=[finding.slug])}?lang={one.language}",
    )


def _stamp(form: forms.Form) -> str:
    """What tells one decision from another, so that no letter goes out for what it does not say."""
    said = json.dumps(form.cleaned_data, sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()
