"""How often we are wrong: what members corrected, beside what was measured. For everybody here; of nobody by name."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from evenhand.doors import clock
from evenhand.doors.web.guard import signed_in
from evenhand.doors.web.mistakes import table
from evenhand.doors.web.mistakes.measured import measured
from evenhand.doors.web.mistakes.tables import row_of, tables_of
from evenhand.doors.web.tables import csv_answer, wants_csv
from evenhand.doors.web.templatetags.desk import number
from evenhand.knowledge.language.shape import ModelName
from evenhand.record.conversations.queries_mistakes import Tally, tallies
from evenhand.record.conversations.queries_readings import readers

# In the switch, and in a sentence.
PERIODS: dict[str, tuple[str | Promise, str | Promise]] = {
    "30": (_("30 days"), _("the last 30 days")),
    "90": (_("90 days"), _("the last 90 days")),
    "365": (_("365 days"), _("the last 365 days")),
    "all": (_("all"), _("all time")),
}
USUAL = "90"


@require_safe
@signed_in
def show(request: HttpRequest) -> HttpResponseBase:
    """The page, for a period and a reader; the one that reads now unless another is asked for."""
    now = clock.now()
    asked = request.GET.get("period", "")
    period = asked if asked in PERIODS else USUAL
    reader, known = _reader(request.GET.get("reader", ""))
    found = tallies(model=reader.name, version=reader.version, since=_since(period, now))
    tables = tables_of(found)
    if wants_csv(request):
        return csv_answer(request, "how-often-we-are-wrong", table.COLUMNS, table.all_rows(tables))
    context = {
        "tab": "mistakes",
        "periods": [(code, str(word), code == period) for code, (word, _in_words) in PERIODS.items()],
        "reader": reader,
        "readers": [(_code(one), one == reader) for one in known],
        "reads_now": reader == ModelName(),
        "sentence": _sentence(found.all, str(PERIODS[period][1])),
        "tables": tables,
        "measured": measured(),
        "now_reads": ModelName(),
    }
    return render(request, "mistakes/page.html", context)


def _since(period: str, now: datetime) -> datetime | None:
    return None if period == "all" else now - timedelta(days=int(period))


def _reader(asked: str) -> tuple[ModelName, list[ModelName]]:
    """The reader that is asked for, else the one that reads now; and all there are."""
    known = [ModelName(one.model, one.version) for one in readers()]
    present = ModelName()
    everyone = [present, *(one for one in known if one != present)]
    return next((one for one in everyone if _code(one) == asked), present), everyone


def _code(reader: ModelName) -> str:
    return f"{reader.name} {reader.version}"


def _sentence(all_of: Tally, period: str) -> str:
    """What was said, in one sentence."""
    if not all_of.read:
        return gettext("No message from a customer of %(period)s was read by this reader.") % {"period": period}
    row = row_of("", all_of)
    values: dict[str, Any] = {
        "read": number(all_of.read), "corrected": number(all_of.corrected), "period": period,
        "share": row.share, "interval": row.interval,
    }  # fmt: skip
    if row.says_too_little:
        said = gettext(
            "Messages from customers, %(period)s: %(read)s were read. Members corrected the tone of %(corrected)s; "
            "these are too few to say how often it is wrong."
        )
    else:
        said = gettext(
            "Messages from customers, %(period)s: %(read)s were read. Members corrected the tone of %(corrected)s, "
            "which is %(share)s (95%% interval: %(interval)s)."
        )
    return said % values
