"""Words of warnings and restrictions: what applies, how it stands, what was decided. Codes in, words out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web import dates
from evenhand.record.people.queries import workspace
from evenhand.record.protection.models import Appeal, EmployerLetter, Merit, Restriction
from evenhand.record.protection.texts import hours, letter_language

Words = Mapping[str, str | Promise]

KINDS: Words = {
    Restriction.Kind.ONE_CHANNEL: pgettext_lazy("restriction", "One channel only"),
    Restriction.Kind.ONE_CONTACT: pgettext_lazy("restriction", "One colleague only"),
    Restriction.Kind.SET_HOURS: pgettext_lazy("restriction", "At set hours only"),
    Restriction.Kind.NO_ABUSE: pgettext_lazy("restriction", "No answer to abusive messages"),
    Restriction.Kind.END: pgettext_lazy("restriction", "End of the exchange"),
}
KINDS_MEAN: Words = {
    Restriction.Kind.ONE_CHANNEL: _("We answer what comes by one channel. The rest is kept and not answered."),
    Restriction.Kind.ONE_CONTACT: _("One colleague answers for all of us."),
    Restriction.Kind.SET_HOURS: _("We answer at certain hours."),
    Restriction.Kind.NO_ABUSE: _("What is firm, angry or blunt is answered as before. Insults and threats are not."),
    Restriction.Kind.END: _("Nothing is answered any more. Only where nothing milder is enough."),
}
CHANNELS: Words = {
    "mail": pgettext_lazy("one channel", "Mail"),
    "phone": pgettext_lazy("one channel", "Telephone"),
    "chat": pgettext_lazy("one channel", "Chat"),
    "letter": pgettext_lazy("one channel", "Letters by post"),
    "meeting": pgettext_lazy("one channel", "Meetings by appointment"),
}
STANDINGS: Words = {
    Merit.Standing.NOTHING: _("We owe nothing."),
    Merit.Standing.SETTLED: _("What we owed is settled."),
    Merit.Standing.PLANNED: _("What we owe is planned."),
    Merit.Standing.OPEN: _("We still owe it, without a plan."),
}
OUTCOMES: Words = {
    Appeal.Outcome.GRANTED: _("They are right: lift it"),
    Appeal.Outcome.IN_PART: _("They are right in part: end it sooner"),
    Appeal.Outcome.REFUSED: _("It stays as it is"),
}
EMPLOYER: Words = {
    EmployerLetter.Kind.ASK: _("Ask for facts or for help"),
    EmployerLetter.Kind.TELL: _("Tell what applies"),
}
EVENTS: Words = {
    "made": _("Restricted"),
    "kept": _("Looked at again: it goes on"),
    "extended": _("Extended"),
    "appealed": _("They appealed"),
    "appeal-granted": _("Appeal granted"),
    "appeal-in-part": _("Appeal granted in part"),
    "appeal-refused": _("Appeal refused"),
    "lifted": _("Lifted"),
    "ended": _("Ended by itself"),
    "told-again": _("They wrote again and were told what applies"),
}


def kind_word(code: str) -> str:
    """What a restriction is called."""
    return str(KINDS.get(code, code))


def what_applies(row: Restriction) -> str:
    """What somebody who answers has to know, as a sentence."""
    if row.kind == Restriction.Kind.ONE_CHANNEL:
        channel = str(CHANNELS.get(row.channel, row.channel))
        return gettext("One channel is left to them: %(channel)s.") % {"channel": channel}
    if row.kind == Restriction.Kind.ONE_CONTACT:
        name = row.member.name if row.member else gettext("somebody who is gone")
        return gettext("Only %(name)s answers them.") % {"name": name}
    if row.kind == Restriction.Kind.SET_HOURS:
        return gettext("We answer them at set hours only: %(hours)s.") % {"hours": hours_words(row.hours)}
    if row.kind == Restriction.Kind.NO_ABUSE:
        return gettext("We answer them, but no message that insults or threatens.")
    return gettext("We no longer answer them.")


def what_applies_to_you(row: Restriction) -> str:
    """The same, said to whoever is restricted."""
    if row.kind == Restriction.Kind.ONE_CHANNEL:
        channel = str(CHANNELS.get(row.channel, row.channel))
        return gettext("You reach us by one channel: %(channel)s.") % {"channel": channel}
    if row.kind == Restriction.Kind.ONE_CONTACT:
        name = row.member.name if row.member else workspace().name
        return gettext("%(name)s answers you on behalf of all of us.") % {"name": name}
    if row.kind == Restriction.Kind.SET_HOURS:
        return gettext("We answer you at these hours, our local time: %(hours)s.") % {"hours": hours_words(row.hours)}
    if row.kind == Restriction.Kind.NO_ABUSE:
        return gettext("We answer every message of yours that contains no insults and no threats.")
    return gettext("We no longer answer your calls and messages.")


def hours_words(week: list[list[list[str]]]) -> str:
    """The hours of a week in the page's language: "Mon–Fri 9:00–12:00"."""
    return hours(week, letter_language(get_language() or "en"))


def desk_zone() -> ZoneInfo:
    """Where the workspace's days begin."""
    return ZoneInfo(workspace().timezone or "UTC")


def until_day(row: Restriction, zone: ZoneInfo | None = None) -> date | None:
    """The last whole day of it; None for one without an end."""
    return (row.until.astimezone(zone or desk_zone()) - timedelta(microseconds=1)).date() if row.until else None


def until_words(row: Restriction, now: datetime, zone: ZoneInfo | None = None) -> str:
    """Until when it lasts: "until 5 April"; where it has no end, when it is looked at again."""
    if row.until is None:
        return gettext("without an end, to be looked at again on %(day)s") % {"day": dates.calendar_day(row.review_at)}
    last = row.until.astimezone(zone or desk_zone()) - timedelta(microseconds=1)
    return gettext("until %(day)s") % {"day": dates.day(last, timezone.localtime(now))}
