"""The firm: name, language, time zone, end of business, and which addresses are its own."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.doors import clock
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.settings.forms import ApprovalLimitForm, FirmForm, OursForm
from evenhand.record.customers import ours as own_addresses
from evenhand.record.people import actions, queries

TAB = "settings-workspace"


@require_http_methods(["GET", "POST"])
@allowed("manage_workspace")
def show(request: HttpRequest) -> HttpResponse:
    """The page; a POST sets the firm's settings."""
    form = FirmForm(request.POST) if request.method == "POST" else _firm_form()
    if request.method == "POST" and form.is_valid():
        actions.set_workspace(actions.Firm(**form.cleaned_data), by=member_of(request), at=clock.now())
        messages.success(request, gettext("The firm's settings are saved."))
        return redirect(TAB)
    return _page(request, form, _ours_form())


@require_POST
@allowed("manage_workspace")
def ours(request: HttpRequest) -> HttpResponse:
    """Say which addresses are ours; a job then sorts the messages anew."""
    form = OursForm(request.POST)
    if form.is_valid():
        try:
            changed = own_addresses.set_ours(
                form.cleaned_data["ours"].split(), actor=member_of(request).actor, at=clock.now()
            )
        except ValueError:
            form.add_error("ours", gettext("Each line has to be a domain or a mail address."))
        else:
            messages.success(request, _saved(changed))
            return redirect(TAB)
    return _page(request, _firm_form(), form)


@require_POST
@allowed("manage_workspace")
def approval_limit(request: HttpRequest) -> HttpResponse:
    """Say above which value a link alone does not do to agree to a minute."""
    form = ApprovalLimitForm(request.POST)
    if not form.is_valid():
        return _page(request, _firm_form(), _ours_form(), form)
    wanted = form.cleaned_data
    actions.set_approval_limit(wanted["limit"], wanted["currency"], by=member_of(request), at=clock.now())
    messages.success(request, gettext("The firm's settings are saved."))
    return redirect(TAB)


def _saved(changed: bool) -> str:
    if changed:
        return gettext("Saved. The worker now sorts the messages anew by who wrote them.")
    return gettext("Confirmed. Nothing had to be sorted anew.")


def _firm_form() -> FirmForm:
    firm = queries.workspace()
    return FirmForm(initial={name: getattr(firm, name) for name in FirmForm.base_fields})


def _ours_form() -> OursForm:
    return OursForm(initial={"ours": "\n".join(sorted(own_addresses.ours().values))})


def _limit_form() -> ApprovalLimitForm:
    firm = queries.workspace()
    initial = {"limit": firm.approval_value_limit, "currency": firm.approval_value_currency or "EUR"}
    return ApprovalLimitForm(initial=initial)


def _page(
    request: HttpRequest, form: FirmForm, ours_form: OursForm, limit_form: ApprovalLimitForm | None = None
) -> HttpResponse:
    context = {"form": form, "ours_form": ours_form, "guesses": own_addresses.guesses(), "tab": TAB}
    context["limit_form"] = limit_form or _limit_form()
    return render(request, "settings/workspace.html", context)
