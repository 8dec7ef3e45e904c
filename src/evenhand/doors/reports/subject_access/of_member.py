"""What the desk holds on a member, for themselves alone: what they told, were told, did, asked for, and had to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evenhand.doors.reports.subject_access import own_exposure
from evenhand.doors.reports.subject_access.others import Others, others_than
from evenhand.doors.reports.subject_access.parts import Item, Section, Writer
from evenhand.doors.reports.subject_access.words import HISTORY, word
from evenhand.record.conversations.models import Reveal
from evenhand.record.people.models import Member
from evenhand.record.people.queries import history_of, sign_ins_of
from evenhand.record.protection.incidents.access import reported_by, reporter_shown
from evenhand.record.protection.models import Act, Alert, Answer, Look, Request

MOST = 100_000


@dataclass(frozen=True, slots=True)
class OfMember:
    """The member, how values are written, and when it is made."""

    member: Member
    writer: Writer
    at: datetime

    def sections(self) -> Iterator[Section]:
        """All that is held, by kind."""
        yield Section("person", _("You"), self._person())
        yield Section("reports", _("What you reported"), self._reports())
        yield Section(
            "looks", _("Who looked at what you reported"), self._looks(), _("Names of colleagues are left out.")
        )
        yield Section("alerts", _("What you were asked to answer"), self._alerts())
        yield Section("answers", _("Your answers"), self._answers())
        yield Section("acts", _("What you did to stay safe"), self._acts())
        yield Section("requests", _("What you asked for"), self._requests())
        yield Section("own-looks", _("Incidents you looked at"), self._own_looks())
        yield Section(
            "exposure", _("What you had to read"), self._reveals(),
            _("Only you and whoever looks after wellbeing see it."),
        )  # fmt: skip
        yield Section("history", _("What the ledger says about you"), self._history())

    def size(self) -> int:
        """Looks, and passages that were opened, make the bulk."""
        reports = reported_by(self.member)
        looks = Look.objects.filter(Q(incident__in=reports.values("pk")) | Q(member=self.member)).count()
        return looks + reports.count() + Reveal.objects.filter(member=self.member).count() + 1

    def others(self) -> Others:
        """Who is taken out of the words."""
        return others_than([self.member.name], [self.member.email])

    def _person(self) -> Iterator[Item]:
        row = self.member
        yield self.writer.item(
            _("Here since"),
            {
                "at": row.joined_at, "name": row.name, "address": row.email, "language": row.language,
                "time_zone": row.timezone, "roles": sorted(row.roles()),
                "teams": list(row.memberships.order_by("team__name").values_list("team__name", flat=True)),
            },
        )  # fmt: skip

    def _reports(self) -> Iterator[Item]:
        out = self.others().out_of
        for row in reported_by(self.member).order_by("reported_at", "pk").prefetch_related("quotations"):
            data = {
                "incident": row.pk, "at": row.reported_at, "channel": row.channel, "severity": row.severity,
                "demand": row.demand, "manner": row.manner, "ours": row.ours, "route": row.route,
                "role_shown": reporter_shown(row)[0], "asked": out(row.asked), "answered": out(row.answered),
                "line": out(row.line), "quotations": [out(one.text) for one in row.quotations.all()],
                "erased_at": row.wiped_at,
            }  # fmt: skip
            yield self.writer.item(_("Incident"), data)
        answers = Answer.objects.filter(alert__incident__in=reported_by(self.member).values("pk"))
        for one in answers.select_related("alert").order_by("at", "pk"):
            data = {
                "incident": one.alert.incident_id,
                "at": one.at,
                "decision": one.decision,
                "reason": out(one.reason),
            }
            yield self.writer.item(_("Answer to you"), data)

    def _looks(self) -> Iterator[Item]:
        rows = Look.objects.filter(incident__in=reported_by(self.member).values("pk")).order_by("at", "pk")
        for row in rows.iterator():
            who = "you" if row.is_reporter or row.member_id == self.member.pk else "colleague"
            data = {"incident": row.incident_id, "at": row.at, "what": row.what, "by": who}
            yield self.writer.item(_("Look"), data)

    def _alerts(self) -> Iterator[Item]:
        for row in Alert.objects.filter(member=self.member).order_by("made_at", "pk"):
            data = {
                "incident": row.incident_id, "at": row.made_at, "due_at": row.due_at, "delivered_at": row.delivered_at,
                "read_at": row.read_at, "ended_at": row.ended_at, "ended_by": row.end,
            }  # fmt: skip
            yield self.writer.item(_("Alert"), data)

    def _answers(self) -> Iterator[Item]:
        out = self.others().out_of
        for row in Answer.objects.filter(by=self.member).order_by("at", "pk"):
            data = {"at": row.at, "decision": row.decision, "reason": out(row.reason), "note": out(row.despite)}
            yield self.writer.item(_("Answer"), data)

    def _acts(self) -> Iterator[Item]:
        out = self.others().out_of
        for row in Act.objects.filter(member=self.member).order_by("at", "pk"):
            data = {
                "at": row.at, "kind": row.kind, "severity": row.severity, "is_backed": row.is_backed,
                "conversation": row.conversation_id, "note": out(row.note),
            }  # fmt: skip
            yield self.writer.item(_("Act"), data)

    def _requests(self) -> Iterator[Item]:
        out = self.others().out_of
        rows = Request.objects.filter(member=self.member).order_by("at", "pk").prefetch_related("alerts__answers")
        for row in rows:
            data = {"at": row.at, "kind": row.kind, "route": row.route, "line": out(row.line)}
            yield self.writer.item(_("Request"), data)
            for one in (answer for alert in row.alerts.all() for answer in alert.answers.all()):
                said = {"at": one.at, "decision": one.decision, "reason": out(one.reason)}
                yield self.writer.item(_("Answer to you"), said)

    def _own_looks(self) -> Iterator[Item]:
        own = Q(member=self.member) | Q(is_reporter=True, incident__in=reported_by(self.member).values("pk"))
        for row in Look.objects.filter(own).order_by("at", "pk").iterator():
            yield self.writer.item(_("Look"), {"incident": row.incident_id, "at": row.at, "what": row.what})

    def _reveals(self) -> Iterator[Item]:
        yield from own_exposure.items(self.member, self.writer, self.at)
        for row in Reveal.objects.filter(member=self.member).order_by("at", "pk").iterator():
            yield self.writer.item(_("Opened"), {"message": row.message_id, "at": row.at, "step": row.step})

    def _history(self) -> Iterator[Item]:
        for one in (*sign_ins_of(self.member, MOST), *history_of(self.member, MOST)):
            said = str(HISTORY.get(one.kind, one.kind))
            title = said % {"role": word("roles", one.body.get("role", ""))} if "%(role)s" in said else said
            yield self.writer.item(title, {"kind": one.kind, "at": one.at})
