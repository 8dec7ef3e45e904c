"""The pages of a bundle: HTML that is read offline, without script, in the language that was asked for."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from evenhand.record.people.queries import workspace

HTML_LANG = {"zh-hant": "zh-Hant", "zh-hans": "zh-Hans"}
MINUTE, HOUR = 60, 3600
WORDS = {
    "inbound": _("from them"), "outbound": _("from us"), "note": _("only we see it"),
    "fulfilment": _("kept"), "release": _("let off"), "breach": _("broken"),
    "postponement": _("moved"), "reopening": _("the end was recorded by mistake and is taken back"),
    "approved": _("has agreed"), "objected": _("does not agree"),
    "silent": _("has not answered; that is no consent"),
    "waiting": _("sent, not decided yet"), "agreed": _("agreed, in force"),
    "superseded": _("was agreed, replaced since"),
    "refused": _("not agreed"), "withdrawn": _("withdrawn"),
    "consent-withdrawn": _("consent was withdrawn"), "objection": _("the person objected"),
    "unlawful": _("it should not have been kept"), "legal-duty": _("the law demands it"),
    "retention": _("the time for keeping it is over"), "other": _("another legal basis"),
}  # fmt: skip


def page(name: str, *, folder: str = "bundle", **values: Any) -> bytes:
    """One page of the bundle, or of another file that looks like it, in the active language."""
    firm = workspace()
    zone = ZoneInfo(firm.timezone)
    language = get_language() or "en"
    shown = {key: said(value, zone) for key, value in values.items()}
    surroundings = {"firm": firm.name, "zone": firm.timezone, "html_lang": HTML_LANG.get(language, language)}
    return render_to_string(f"{folder}/{name}.html", {**surroundings, **shown}).encode()


def said(value: Any, zone: ZoneInfo) -> Any:
    """The same values with times, spans of time and codes as people read them; a code stays beside as `<key>_code`."""
    if isinstance(value, dict):
        codes = {f"{key}_code": each for key, each in value.items() if _coded(key, each)}
        return codes | {key: _coded(key, each) or said(each, zone) for key, each in value.items()}
    if isinstance(value, list):
        return [said(each, zone) for each in value]
    if isinstance(value, datetime):
        return f"{value.astimezone(zone):%Y-%m-%d %H:%M}"
    if isinstance(value, timedelta):
        return hours(value)
    return value.isoformat() if isinstance(value, date) else value


def hours(length: timedelta) -> str:
    """A span of time in hours and minutes."""
    seconds = int(length.total_seconds())
    parts = {"hours": seconds // HOUR, "minutes": seconds % HOUR // MINUTE}
    return gettext("%(hours)s h %(minutes)s min") % parts


def _coded(key: str, value: Any) -> str | None:
    coded = key in ("direction", "kind", "state", "erased_basis")
    return str(WORDS[value]) if coded and value in WORDS else None
