"""What the desk holds on a person at a customer. Who reported an incident is nowhere in it, nor are their words.

It holds what whoever makes it may see: of conversations a manager sees all; of incidents nobody who makes it sees those
that were reported by the second route, for they may be about them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from evenhand.doors.reports.subject_access.others import Others, others_than
from evenhand.doors.reports.subject_access.parts import Item, Section, Writer
from evenhand.record.agreements.access.commitments import commitments_for
from evenhand.record.agreements.minutes_access import minutes_for
from evenhand.record.agreements.models import Stakeholder, Version
from evenhand.record.conversations.access import messages_for
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.customers.models import Contact
from evenhand.record.outbox.models import Letter
from evenhand.record.people.models import Member
from evenhand.record.protection.incidents.access import incidents_for
from evenhand.record.protection.models import Amends, Appeal, EmployerLetter, Incident, Merit, Restriction, Warning

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class OfContact:
    """The person, who makes the file, how values are written, and what goes along."""

    contact: Contact
    by: Member
    writer: Writer
    with_notes: bool = True
    with_incidents: bool = True

    def sections(self) -> Iterator[Section]:
        """All that is held, by kind."""
        yield Section("person", _("The person"), self._person())
        yield Section(
            "messages", _("Messages"), self._messages(),
            _("What this person wrote, and what was written in conversations with them, with how it was read."),
        )  # fmt: skip
        yield Section("promises", _("Promises"), self._promises())
        yield Section("minutes", _("Minutes"), self._minutes())
        yield Section("letters", _("Letters from the desk"), self._letters())
        if self.with_incidents:
            yield Section(
                "incidents", _("Incidents"), self._incidents(),
                _("What was put on record because of how somebody here was treated, in their own words as quoted."),
            )  # fmt: skip
        yield Section("merits", _("What their complaint was worth"), self._merits())
        yield Section("warnings", _("Warnings"), self._warnings())
        yield Section("restrictions", _("Restrictions"), self._restrictions())
        yield Section("appeals", _("Appeals"), self._appeals())
        yield Section("employer", _("Letters to their firm"), self._employer())

    def size(self) -> int:
        """Messages make the bulk."""
        return self.messages().count() + self.incidents().count() + 1

    def others(self) -> Others:
        """Who is taken out of the words."""
        return others_than([self.contact.name], [self.contact.address], customer=self.contact.customer_id)

    def messages(self) -> QuerySet[Message]:
        """What they wrote anywhere, and all that stands in conversations held with them alone."""
        held = Conversation.objects.filter(contact=self.contact)
        rows = messages_for(self.by).filter(Q(contact=self.contact) | Q(conversation__in=held))
        return rows if self.with_notes else rows.exclude(direction=Message.Direction.NOTE)

    def incidents(self) -> QuerySet[Incident]:
        """Those about this person that whoever makes the file may see; none where they are left out."""
        unnamed = Q(contact=None, message__contact=self.contact) | Q(contact=None, conversation__contact=self.contact)
        seen = incidents_for(self.by) if self.with_incidents else Incident.objects.none()
        return seen.filter(Q(contact=self.contact) | unnamed).order_by("occurred_at", "pk")

    def _person(self) -> Iterator[Item]:
        row = self.contact
        yield self.writer.item(
            _("On record since"),
            {
                "at": row.first_seen_at, "name": row.name, "address": row.address,
                "customer": row.customer.name if row.customer else "",
            },
        )  # fmt: skip

    def _messages(self) -> Iterator[Item]:
        out = self.others().out_of
        rows = self.messages().select_related("tombstone").order_by("at", "pk")
        for row in rows.iterator(chunk_size=AT_ONCE):
            stone = getattr(row, "tombstone", None)
            data = {
                "message": row.pk, "conversation": row.conversation_id, "at": row.at, "from": self._from(row),
                "subject": out(row.subject), "language_read": row.language, "manner_read": row.manner,
                "text": out(row.text), "erased_at": stone.at if stone else None,
            }  # fmt: skip
            yield self.writer.item(_("Message"), data)

    def _from(self, row: Message) -> str:
        if row.direction == Message.Direction.NOTE:
            return "note"
        if row.direction == Message.Direction.OUTBOUND:
            return "us"
        return "you" if row.contact_id == self.contact.pk else "other"

    def _promises(self) -> Iterator[Item]:
        out = self.others().out_of
        theirs = Q(contact=self.contact) | Q(message__in=self.messages().order_by().values("pk"))
        rows = commitments_for(self.by).filter(theirs)
        for row in rows.distinct().order_by("recorded_at", "pk"):
            data = {
                "at": row.recorded_at, "party": row.party, "text": out(row.what), "words": out(row.words),
                "due_at": row.due_at, "ended_at": row.ended_at,
            }  # fmt: skip
            yield self.writer.item(_("Promise"), data)

    def _minutes(self) -> Iterator[Item]:
        out = self.others().out_of
        if not self.contact.address:
            return
        named = Stakeholder.objects.filter(email__iexact=self.contact.address, member=None)
        seen = minutes_for(self.by).filter(stakeholders__in=named)
        versions = Version.objects.filter(minute__in=seen.order_by().values("pk"), sent_at__isnull=False)
        for row in versions.select_related("minute").order_by("minute", "number"):
            data = {"at": row.sent_at, "title": out(row.minute.title), "version": row.number, "text": out(row.text)}
            yield self.writer.item(_("Minute"), data)

    def _letters(self) -> Iterator[Item]:
        out = self.others().out_of
        rows = Letter.objects.filter(to__iexact=self.contact.address) if self.contact.address else Letter.objects.none()
        for row in rows.order_by("posted_at", "pk"):
            data = {"at": row.posted_at, "subject": out(row.subject), "letter": out(row.text)}
            yield self.writer.item(_("Letter"), data)

    def _incidents(self) -> Iterator[Item]:
        """Codes, times and their own words as quoted; never the lines, the name or the role of whoever reported."""
        out = self.others().out_of
        for row in self.incidents().prefetch_related("quotations", "amends", "packs__recipients"):
            wrote = self._wrote(one.number for one in row.quotations.all())
            own = [out(one.text) for one in row.quotations.all() if one.text and one.number in wrote]
            recipients = [out(one.name) for pack in row.packs.all() for one in pack.recipients.all() if one.name]
            data = {
                "at": row.occurred_at, "channel": row.channel, "severity": row.severity, "demand": row.demand,
                "manner": row.manner, "ours": row.ours, "quotations": own, "recipients": recipients,
                "erased_at": row.wiped_at,
            }  # fmt: skip
            yield self.writer.item(_("Incident"), data)
            yield from (self._amends(one) for one in row.amends.all())

    def _wrote(self, numbers: Iterable[int]) -> set[int]:
        """Which of these messages are this person's."""
        return set(Message.objects.filter(pk__in=set(numbers), contact=self.contact).values_list("pk", flat=True))

    def _amends(self, row: Amends) -> Item:
        data = {"at": row.at, "kind": row.kind, "words": self.others().out_of(row.words)}
        return self.writer.item(_("Amends"), data)

    def _merits(self) -> Iterator[Item]:
        out = self.others().out_of
        for row in Merit.objects.filter(contact=self.contact).order_by("at", "pk"):
            data = {
                "at": row.at, "asked": out(row.asked), "demand": row.demand, "ours": row.ours, "owed": out(row.owed),
                "standing": row.standing, "reason": out(row.reason),
            }  # fmt: skip
            yield self.writer.item(_("What their complaint was worth"), data)

    def _warnings(self) -> Iterator[Item]:
        out = self.others().out_of
        for row in Warning.objects.filter(contact=self.contact).order_by("at", "pk"):
            data = {"at": row.at, "reason": out(row.reason), "letter": out(row.text), "ended_at": row.ended_at}
            yield self.writer.item(_("Warning"), data)

    def _restrictions(self) -> Iterator[Item]:
        out = self.others().out_of
        for row in Restriction.objects.filter(contact=self.contact).order_by("from_at", "pk"):
            data: dict[str, Any] = {
                "at": row.from_at, "kind": row.kind, "until": row.until, "review_at": row.review_at,
                "ended_at": row.ended_at, "reason": out(row.reason), "letter": out(row.text),
                "kept_apart": row.kept_apart.count(),
            }  # fmt: skip
            yield self.writer.item(_("Restriction"), data)
            for review in row.reviews.all():
                turn = {"at": review.at, "outcome": review.outcome, "reason": out(review.reason)}
                yield self.writer.item(_("Review"), turn)
            for longer in row.extensions.all():
                turn = {"at": longer.at, "until": longer.until, "reason": out(longer.reason)}
                yield self.writer.item(_("Made longer"), turn)

    def _appeals(self) -> Iterator[Item]:
        out = self.others().out_of
        for row in Appeal.objects.filter(restriction__contact=self.contact).order_by("received_at", "pk"):
            data = {
                "at": row.received_at, "words": out(row.words), "decided_at": row.decided_at, "outcome": row.outcome,
                "reason": out(row.reason),
            }  # fmt: skip
            yield self.writer.item(_("Appeal"), data)

    def _employer(self) -> Iterator[Item]:
        out = self.others().out_of
        for row in EmployerLetter.objects.filter(contact=self.contact).order_by("at", "pk"):
            data = {
                "at": row.at, "kind": row.kind, "reason": out(row.reason), "letter": out(row.text),
                "answered_at": row.answered_at, "answer": out(row.answer),
            }  # fmt: skip
            yield self.writer.item(_("Letter to their firm"), data)
