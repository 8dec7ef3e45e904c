"""What members do on the page of an incident; each is a POST that calls one action of the record and leads back."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from evenhand.doors import clock
from evenhand.doors.web.guard import member_of, signed_in
from evenhand.doors.web.incidents.refusals import refusal
from evenhand.doors.web.typed import typed
from evenhand.record.conversations.access import message_for
from evenhand.record.conversations.working import NotPossible
from evenhand.record.protection.incidents.access import incident_for
from evenhand.record.protection.incidents.amends import record_amends
from evenhand.record.protection.incidents.looking import note_look
from evenhand.record.protection.incidents.queries import PAGE
from evenhand.record.protection.models import Look


@require_POST
@signed_in
def amends(request: HttpRequest, pk: int) -> HttpResponse:
    """Put on record that they apologised, took it back, or made it good in another way."""
    member = member_of(request)
    row = incident_for(member, pk)
    chosen = request.POST.get("message", "")
    message = message_for(member, int(chosen)) if chosen.isdecimal() and len(chosen) < 18 else None
    kind, words = request.POST.get("kind", ""), typed(request.POST, "words")
    try:
        record_amends(row, kind, message=message, words=words, by=member, at=clock.now())
    except NotPossible as error:
        messages.error(request, refusal(error.code))
    else:
        messages.success(request, gettext("It is on record that they made it good, and it counts the next time."))
    return redirect(f"{reverse('incident', args=[pk])}#amends")


@require_POST
@never_cache
@signed_in
@transaction.atomic
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Open hidden words of an incident, one passage or those of a page; each is written down as a look."""
    member, now = member_of(request), clock.now()
    row = incident_for(member, pk)
    chosen = [int(one) for one in request.POST.getlist("quotation")[:PAGE] if one.isdecimal() and len(one) < 18]
    for quotation in row.quotations.filter(pk__in=chosen, is_attack=True):
        note_look(row, by=member, at=now, what=Look.What.REVEAL, quotation=quotation)
    page = request.POST.get("page", "")
    kept = f"?quotes={page}" if page.isdecimal() and len(page) < 6 else ""
    return redirect(f"{reverse('incident', args=[pk])}{kept}#quotes")
