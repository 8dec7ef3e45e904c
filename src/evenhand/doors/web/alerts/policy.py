"""The policy: everybody may read it, whoever may set it makes the next version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from evenhand.doors import clock
from evenhand.doors.web.alerts import words
from evenhand.doors.web.amounts import amount_in
from evenhand.doors.web.guard import member_of, signed_in
from evenhand.doors.web.incidents.words import SEVERITIES, SEVERITIES_MEAN
from evenhand.doors.web.typed import typed
from evenhand.doors.web.words import role_name
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.people.access import may
from evenhand.record.protection.models import ActKind, Policy, Severity
from evenhand.record.protection.policy.actions import (
    DECIDERS,
    MOST_REVIEW_DAYS,
    NewAllowed,
    NewPolicy,
    is_amount,
    is_time,
    proposal,
    set_policy,
    wanted_of,
)
from evenhand.record.protection.policy.policies import Time, policy_in_force, version, versions

TAB = "settings-protection"
MOST_VERSIONS = 50


@dataclass(frozen=True, slots=True)
class Cell:
    """One act at one severity, as the grid shows it."""

    name: str
    act: str
    word: str
    is_on: bool
    amount: str
    currency: str
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One severity: its acts, and by when an alert is to be answered. `is_wrong` is about the minutes."""

    code: str
    word: str
    means: str
    cells: list[Cell]
    minutes: str
    by_the_clock: bool
    is_wrong: bool


@require_http_methods(["GET", "POST"])
@signed_in
def show(request: HttpRequest) -> HttpResponse:
    """What holds, or the older version that is asked for; a POST makes the next one."""
    member = member_of(request)
    decides = may(member, "set_protection")
    held = policy_in_force()
    wanted = wanted_of(held) if held else proposal()
    if request.method == "POST":
        if not decides:
            raise PermissionDenied
        try:
            wanted = _read(request.POST)
            set_policy(wanted, by=member, at=clock.now())
        except _Unreadable as error:
            messages.error(request, words.refusal(error.code))
            wanted = error.rest
        except NotPossible as error:
            messages.error(request, words.refusal(error.code))
        else:
            messages.success(request, gettext("It holds from now on."))
            return redirect(TAB)
    older = _older(request.GET.get("version", ""), held)
    shown = wanted_of(older) if older else wanted
    context = {
        "tab": TAB,
        "held": held,
        "older": older,
        "decides": decides,
        "rows": list(_rows(shown, request.POST)),
        "wanted": shown,
        "decider": role_name(shown.restrict_role) if shown.restrict_role in DECIDERS else "",
        "deciders": [(role.value, role_name(role)) for role in DECIDERS],
        "based_on": held.number if held else 0,
        "most_review_days": MOST_REVIEW_DAYS,
        "review_days": request.POST.get("review_days", shown.review_days),
        "versions": versions(MOST_VERSIONS),
    }
    return render(request, "alerts/policy.html", context)


class _Unreadable(Exception):
    """A number that is none; `rest` is all that could be read."""

    def __init__(self, code: str, rest: NewPolicy) -> None:
        super().__init__(code)
        self.code, self.rest = code, rest


def _older(number: str, held: Policy | None) -> Policy | None:
    if not number.isdecimal() or len(number) > 6 or held is None or int(number) == held.number:
        return None
    return version(int(number))


def _rows(wanted: NewPolicy, form: QueryDict) -> Iterator[Row]:
    """The grid; what was typed and refused stands as it was typed, marked where it is no number."""
    allowed = {(each.severity, each.act): each for each in wanted.allowed}
    for severity in Severity.values:
        time = wanted.times[severity]
        yield Row(
            severity,
            str(SEVERITIES[severity]),
            str(SEVERITIES_MEAN[severity]),
            [_cell(severity, act, allowed.get((severity, act)), form) for act in ActKind.values],
            form.get(f"minutes:{severity}", str(int(time.length / timedelta(minutes=1)))),
            time.by_the_clock,
            is_wrong=not is_time(time),
        )


def _cell(severity: str, act: str, each: NewAllowed | None, form: QueryDict) -> Cell:
    held = "" if each is None or each.amount is None else f"{each.amount:.2f}".removesuffix(".00")
    return Cell(
        name=f"allow:{severity}:{act}",
        act=act,
        word=words.act_word(act),
        is_on=each is not None,
        amount=form.get(f"amount:{severity}", held),
        currency=form.get(f"currency:{severity}", each.currency if each else ""),
        is_wrong=each is not None and not is_amount(each),
    )


def _read(form: QueryDict) -> NewPolicy:
    """What the form says. Raises _Unreadable with the first thing that no number can be made of."""
    trouble: list[str] = []
    allowed = [
        _read_cell(form, severity, act, trouble)
        for severity in Severity.values
        for act in ActKind.values
        if form.get(f"allow:{severity}:{act}")
    ]
    days, based_on = form.get("review_days", ""), form.get("based_on", "")
    wanted = NewPolicy(
        allowed,
        {severity: _read_time(form, severity) for severity in Severity.values},
        restrict_role=typed(form, "restrict_role"),
        review_days=int(days) if days.isdecimal() and len(days) < 6 else 0,
        reason=typed(form, "reason"),
        based_on=int(based_on) if based_on.isdecimal() and len(based_on) < 9 else 0,
    )
    if trouble:
        raise _Unreadable(trouble[0], wanted)
    return wanted


def _read_cell(form: QueryDict, severity: str, act: str, trouble: list[str]) -> NewAllowed:
    if act != ActKind.REFUND:
        return NewAllowed(severity, act)
    amount: Decimal | None = None
    try:
        amount = amount_in(form.get(f"amount:{severity}", ""))
    except ValueError:
        trouble.append("policy-refund")
    return NewAllowed(severity, act, amount, typed(form, f"currency:{severity}", most=3).upper())


def _read_time(form: QueryDict, severity: str) -> Time:
    minutes = form.get(f"minutes:{severity}", "").strip()
    length = timedelta(minutes=int(minutes)) if minutes.isdecimal() and len(minutes) < 8 else timedelta()
    return Time(length, bool(form.get(f"clock:{severity}")))
