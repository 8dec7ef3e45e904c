"""Taking the record of a customer out of the desk, as one file that a person reads and a program verifies."""

from __future__ import annotations

from tempfile import TemporaryFile

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from evenhand.doors import clock
from evenhand.doors.reports.bundle.build import Nothing, build, size_of
from evenhand.doors.reports.bundle.scope import Scope
from evenhand.doors.web.exports.forms import ExportForm
from evenhand.doors.web.guard import allowed, member_of
from evenhand.record.customers.access import customer_for

MOST = 5_000
"""Messages that are packed while the browser waits; more are for the command line, which shows how far it is."""


@require_http_methods(["GET", "POST"])
@allowed("export_customers")
def export(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The form; a POST answers with the file."""
    member = member_of(request)
    row = customer_for(member, pk)
    form = ExportForm(request.POST or None, initial={"language": member.language})
    scope = Scope(row, member, clock.now())
    size = size_of(scope)
    context = {"customer": row, "form": form, "size": size, "most": MOST, "is_large": size > MOST}
    if request.method != "POST" or not form.is_valid() or size > MOST:
        return render(request, "exports/page.html", context)
    wanted = form.cleaned_data
    scope = Scope(row, member, scope.at, with_notes=wanted["notes"], with_originals=wanted["originals"])
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it, and with that it is gone
    try:
        build(file, scope, language=wanted["language"])
    except Nothing:
        file.close()
        return render(request, "exports/page.html", context | {"is_empty": True})
    except BaseException:
        file.close()
        raise
    file.seek(0)
    name = f"customer-{row.pk}-{scope.at:%Y%m%d}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
