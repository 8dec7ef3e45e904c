"""What the desk holds on one person, as a file for them: a member for themselves, a contact by whoever answers them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from evenhand.doors import clock
from evenhand.doors.web.guard import allowed, member_of, signed_in
from evenhand.doors.web.keeping.forms import ContactFileForm, OwnFileForm
from evenhand.doors.web.keeping.handouts import standing_of
from evenhand.record.customers.access import contact_for
from evenhand.record.erasing.access import handouts_of
from evenhand.record.erasing.handouts import ask_contact_file, ask_member_file


@require_http_methods(["GET", "POST"])
@signed_in
def own(request: HttpRequest) -> HttpResponse:
    """The form, and the files that lie ready; a POST has one's own file made."""
    member, at = member_of(request), clock.now()
    form = OwnFileForm(request.POST or None, initial={"language": member.language})
    if request.method == "POST" and form.is_valid():
        return redirect("handout", ask_member_file(member, language=form.cleaned_data["language"], at=at).pk)
    files = [standing_of(row, now=at) for row in handouts_of(member, member)]
    return render(request, "keeping/own.html", {"form": form, "tab": "subject-access", "files": files})


@require_http_methods(["GET", "POST"])
@allowed("export_customers")
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, and the files that lie ready; a POST has the file of a person at a customer made."""
    member, at = member_of(request), clock.now()
    row = contact_for(member, pk)
    form = ContactFileForm(request.POST or None, initial={"language": member.language})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        asked = ask_contact_file(
            row, language=said["language"], with_notes=said["notes"], with_incidents=said["incidents"], by=member, at=at
        )
        return redirect("handout", asked.pk)
    files = [standing_of(one, now=at) for one in handouts_of(member, row)]
    return render(request, "keeping/contact.html", {"form": form, "contact": row, "files": files})
