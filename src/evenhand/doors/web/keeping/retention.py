"""How long things are kept: the rules, what waits for a second member, and what goes when."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.doors import clock
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.keeping.forms import RuleForm
from evenhand.doors.web.keeping.words import CLASSES, class_name, length, refusal
from evenhand.record.conversations.working import NotPossible
from evenhand.record.erasing import retention
from evenhand.record.erasing.access import retention_rule_for, retention_rules_for
from evenhand.record.erasing.models import RetentionNotice, RetentionRule
from evenhand.record.erasing.retention_due import due_before
from evenhand.record.erasing.retention_running import open_notices
from evenhand.record.people.models import Member
from evenhand.record.people.queries import names_of

TAB = "retention"
LISTED = 100
"""Rows of a warning that are listed by number."""


@dataclass(frozen=True, slots=True)
class Line:
    """One class with the rule that holds."""

    name: str
    help: str
    length: str
    rule: RetentionRule | None
    asked_by: str
    approved_by: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A rule that waits for a second member."""

    rule: RetentionRule
    name: str
    length: str
    now: str
    asked_by: str
    may_approve: bool


@dataclass(frozen=True, slots=True)
class Going:
    """A warning: what goes on which day, by numbers."""

    notice: RetentionNotice
    name: str
    count: int
    numbers: list[str]


@require_http_methods(["GET", "POST"])
@allowed("set_protection")
def show(request: HttpRequest) -> HttpResponse:
    """The rules; a POST asks for one."""
    member = member_of(request)
    form = RuleForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _asked(request, form, member):
        return redirect(TAB)
    context = {"tab": TAB, "form": form, "lines": _lines(), "waiting": _waiting(member), "going": _going()}
    return render(request, "keeping/retention.html", context)


@require_POST
@allowed("set_protection")
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes as the second member."""
    member = member_of(request)
    try:
        retention.approve_rule(retention_rule_for(member, pk), by=member, at=clock.now())
    except NotPossible as error:
        messages.error(request, refusal(error.code))
    else:
        messages.success(request, gettext("The rule holds. What it reaches is announced here before anything goes."))
    return redirect(TAB)


@require_POST
@allowed("set_protection")
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Say no, or take one's own back."""
    member = member_of(request)
    try:
        retention.refuse_rule(retention_rule_for(member, pk), by=member, at=clock.now())
    except NotPossible as error:
        messages.error(request, refusal(error.code))
    else:
        messages.success(request, gettext("The rule does not hold. The ledger keeps that it was asked for."))
    return redirect(TAB)


def _asked(request: HttpRequest, form: RuleForm, member: Member) -> bool:
    said = form.cleaned_data
    try:
        retention.ask_rule(
            said["kind"], said["months"], reason=said["reason"], by=member, at=clock.now(), warn_days=said["warn_days"]
        )
    except NotPossible as error:
        form.add_error(None, refusal(error.code))
        return False
    messages.success(request, gettext("Asked for. It holds once a second member approves."))
    return True


def _lines() -> list[Line]:
    rules = {kind: retention.rule_in_force(kind) for kind in CLASSES}
    names = names_of(actor for rule in rules.values() if rule for actor in (rule.asked_by, rule.approved_by))
    return [
        Line(
            name=class_name(kind),
            help=str(CLASSES[kind][1]),
            length=length(rule),
            rule=rule,
            asked_by=names.get(rule.asked_by, "") if rule else "",
            approved_by=names.get(rule.approved_by, "") if rule else "",
        )
        for kind, rule in rules.items()
    ]


def _waiting(member: Member) -> list[Asked]:
    rows = list(retention_rules_for(member).filter(approved_at=None, refused_at=None).order_by("pk"))
    names = names_of(row.asked_by for row in rows)
    return [
        Asked(
            rule=row,
            name=class_name(row.kind),
            length=length(row),
            now=length(retention.rule_in_force(row.kind)),
            asked_by=names.get(row.asked_by, ""),
            may_approve=row.asked_by != member.actor,
        )
        for row in rows
    ]


def _going() -> list[Going]:
    found = []
    for notice in open_notices():
        rows = due_before(notice.rule.kind, notice.cutoff)
        numbers = [row.partition(":")[2] for row in rows[:LISTED]]
        found.append(Going(notice, class_name(notice.rule.kind), len(rows), numbers))
    return found
