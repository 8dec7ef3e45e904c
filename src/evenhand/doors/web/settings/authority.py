"""What members may decide alone: their own limits for everybody, and giving them for whoever may."""

from __future__ import annotations

from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.doors import clock
from evenhand.doors.web.amounts import amount_in
from evenhand.doors.web.guard import allowed, member_of, signed_in
from evenhand.doors.web.sentences import sentence
from evenhand.doors.web.typed import typed
from evenhand.doors.web.words import ROLES
from evenhand.record.people import actions
from evenhand.record.people.access import may
from evenhand.record.people.authority import Limits, authorities, authority_for, limits_of
from evenhand.record.people.errors import PeopleError
from evenhand.record.people.models import Authority
from evenhand.record.people.queries import colleagues

TAB = "settings-authority"
KINDS: dict[str, str | Promise] = {
    Authority.Kind.REFUND: _("Money back"),
    Authority.Kind.DISCOUNT: _("Discount"),
    Authority.Kind.CONCESSION: _("Another concession"),
}


@require_http_methods(["GET", "POST"])
@signed_in
def show(request: HttpRequest) -> HttpResponseBase:
    """One's own limits, and all of them for whoever gives them; a POST gives one."""
    member = member_of(request)
    if request.method == "POST":
        return _grant(request)
    gives = may(member, "grant_authority")
    context = {
        "tab": TAB,
        "mine": limit_lines(limits_of(member)),
        "may_grant": gives,
        "rows": [(row, who(row), KINDS[row.kind], limit_of(row)) for row in authorities()] if gives else [],
        "kinds": list(KINDS.items()),
        "roles": [(role, name) for role, (name, _sees) in ROLES.items()],
        "colleagues": list(colleagues().exclude(pk=member.pk)) if gives else [],
    }
    return render(request, "settings/authority.html", context)


@require_POST
@allowed("grant_authority")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an authority back."""
    member = member_of(request)
    actions.end_authority(authority_for(member, pk), by=member, at=clock.now())
    return redirect(TAB)


@allowed("grant_authority")
def _grant(request: HttpRequest) -> HttpResponse:
    try:
        actions.grant_authority(_read(request), by=member_of(request), at=clock.now())
        messages.success(request, gettext("It holds from now on."))
    except PeopleError as error:
        messages.error(request, sentence(error))
    return redirect(TAB)


def _read(request: HttpRequest) -> actions.Grant:
    form = request.POST
    kind, _sep, name = form.get("to", "").partition(":")
    person = colleagues().filter(pk=int(name)).first() if kind == "member" and name.isdecimal() else None
    amount = _number(form.get("amount", ""), "authority-amount")
    return actions.Grant(
        typed(form, "kind"),
        member=person,
        role=name if kind == "role" else "",
        amount=amount,
        currency=typed(form, "currency").upper() if amount is not None else "",
        percent=_number(form.get("percent", ""), "authority-percent"),
    )


def _number(text: str, code: str) -> Decimal | None:
    """A number with at most two decimals, comma or point; None for nothing. Raises PeopleError(code)."""
    try:
        number = amount_in(text)
    except ValueError as error:
        raise PeopleError(code) from error
    if number is not None and abs(number) >= 10**12:
        raise PeopleError(code)
    return number


def who(row: Authority) -> str:
    """To whom an authority was given, in words."""
    return row.member.name if row.member else gettext("Everybody with the role %(role)s") % {"role": ROLES[row.role][0]}


def limit_of(row: Authority) -> str:
    """The limit of one authority: "up to 200.00 EUR", "up to 5 %"."""
    parts = [_amount(row.amount, row.currency)] if row.amount is not None else []
    parts += [_percent(row.percent)] if row.percent is not None else []
    return gettext("; ").join(parts)


def limit_lines(limits: Limits) -> list[tuple[str, str]]:
    """What one may decide alone: kind and limit, in words."""
    lines = []
    for kind, name in KINDS.items():
        parts = [_amount(amount, currency) for currency, amount in sorted(limits.amounts.get(kind, {}).items())]
        if kind == Authority.Kind.DISCOUNT and limits.percent is not None:
            parts.append(_percent(limits.percent))
        lines.append((str(name), gettext("; ").join(parts) or gettext("ask somebody first")))
    return lines


def _amount(amount: Decimal, currency: str) -> str:
    return gettext("up to %(amount)s %(currency)s") % {"amount": f"{amount:.2f}", "currency": currency}


def _percent(percent: Decimal) -> str:
    plain = f"{percent:.2f}".rstrip("0").rstrip(".")
    return gettext("up to %(percent)s %%") % {"percent": plain}
