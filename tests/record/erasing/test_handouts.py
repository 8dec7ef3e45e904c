"""Files to take out: Bo asks for Kari's, a job makes it, Bo alone takes it, and it does not outlive an erasure."""

from __future__ import annotations

from datetime import timedelta

import incidents
import packing
import pytest
import threads
from builders import ada, aino, bo, cy, helena, signed_in, team
from ledger_kinds import refused
from threads import NOW

from evenhand.record.conversations.models import Conversation
from evenhand.record.customers.models import Contact
from evenhand.record.erasing import actions, handouts
from evenhand.record.erasing.access import handout_for, handouts_of
from evenhand.record.erasing.handouts import Made
from evenhand.record.erasing.models import Handout
from evenhand.record.ledger.models import Entry
from evenhand.record.outbox.models import Job
from evenhand.record.people import actions as people
from evenhand.record.people.errors import NotFound
from evenhand.record.people.models import Member
from evenhand.record.protection import packs
from evenhand.record.protection.models import Look

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
FILE = Made("ab" * 32, "cd" * 32, 1_000, {"messages": 1})


def a_thread() -> Conversation:
    row = threads.thread("The invoice is wrong", team=team(), whose=threads.customer(team=team()))
    Conversation.objects.filter(pk=row.pk).update(contact=kari())
    return row


def kari() -> Contact:
    return Contact.objects.get(name="Kari Holm")


def asked(by: Member | None = None) -> Handout:
    a_thread()
    return handouts.ask_contact_file(kari(), language="en", with_notes=True, with_incidents=True, by=by or bo(), at=NOW)


def made(row: Handout, file: Made = FILE) -> Handout:
    begun = handouts.begin(row, at=NOW)
    assert begun is not None
    assert handouts.note_made(begun, file, at=NOW)
    row.refresh_from_db()
    return row


def kinds_about(subject: str) -> list[str]:
    rows = Entry.objects.filter(subject=subject, kind__contains=".file-").order_by("number")
    return [kind.partition(".file-")[2] for kind in rows.values_list("kind", flat=True)]


def test_each_step_is_on_record_by_whoever_took_it() -> None:
    row = made(asked())
    handouts.note_taken(row, at=LATER)
    handouts.note_taken(row, at=LATER)
    handouts.end(row, Handout.Why.REMOVED, at=LATER)
    subject = f"contact:{kari().pk}"
    assert kinds_about(subject) == ["asked", "made", "taken", "taken", "ended"]
    assert set(Entry.objects.filter(subject=subject, kind__contains=".file-").values_list("actor", flat=True)) == {
        bo().actor
    }
    assert "Kari" not in "".join(Entry.objects.get(kind="contact.file-made").body or "")


def test_the_file_a_job_makes_is_asked_for_once_where_somebody_clicks_twice() -> None:
    row = asked()
    assert asked().pk == row.pk
    assert Job.objects.filter(name=handouts.MAKE).count() == 1
    assert asked(helena()).pk != row.pk, "each for themselves"


def test_a_job_that_is_given_up_does_not_stand_in_the_way() -> None:
    row = asked()
    Job.objects.filter(pk=row.job_id).update(state=Job.State.DEAD)
    assert asked().pk != row.pk


def test_an_agent_asks_for_nobodys_file() -> None:
    a_thread()
    row = kari()
    words = {"language": "en", "with_notes": True, "with_incidents": True}
    assert refused(lambda: handouts.ask_contact_file(row, **words, by=ada(), at=NOW)) == "handout-right"


def test_nobody_but_whoever_asked_gets_it_and_they_only_while_they_may() -> None:
    row = made(asked())
    assert handout_for(bo(), row.pk) == row
    for other in (ada(), cy(), helena(), aino()):
        with pytest.raises(NotFound):
            handout_for(other, row.pk)
    people.revoke_role(bo(), "lead", by=helena(), at=NOW)
    with pytest.raises(NotFound):
        handout_for(Member.objects.get(pk=bo().pk), row.pk)


def test_what_an_incident_in_it_no_longer_shows_them_the_file_does_not_either() -> None:
    told = incidents.an_incident(by=ada(), at=NOW, route="second")
    row = made(asked(), Made("ab" * 32, "cd" * 32, 1, {}, [told.pk]))
    with pytest.raises(NotFound):
        handout_for(bo(), row.pk)


def test_it_lies_there_for_three_days() -> None:
    row = made(asked())
    over = NOW + timedelta(days=3)
    assert refused(lambda: handouts.note_taken(row, at=over)) == "handout-gone"
    assert handouts.end_what_is_over(at=over - timedelta(seconds=1)) == 0
    assert handouts.end_what_is_over(at=over) == 1
    assert handouts.end_what_is_over(at=over) == 0
    assert handouts.lying_ready() == set()
    assert Job.objects.filter(name=handouts.SWEEP).exists()
    assert Entry.objects.get(kind="contact.file-ended").actor == "system"


def test_whoever_leaves_leaves_no_file_behind() -> None:
    row = made(asked())
    people.leave(bo(), by=helena(), at=NOW)
    assert handouts.end_what_is_over(at=NOW) == 1
    row.refresh_from_db()
    assert row.why == "right"


def test_an_erasure_takes_every_file_that_lies_ready_away() -> None:
    row, own = made(asked()), made(handouts.ask_member_file(ada(), language="en", at=NOW))
    wanted = actions.ask(f"contact:{kari().pk}", "objection", reason="", by=bo(), at=NOW)
    assert handouts.lying_ready() == {(row.pk, "ab" * 32), (own.pk, "ab" * 32)}, "asked is not erased"
    actions.approve(wanted, by=helena(), at=LATER)
    assert handouts.lying_ready() == set()
    assert set(Handout.objects.values_list("why", flat=True)) == {"erased"}
    assert refused(lambda: handouts.note_taken(row, at=LATER)) == "handout-gone"
    assert Job.objects.filter(name=handouts.SWEEP).exists()


def test_a_file_that_was_being_made_when_something_was_erased_is_of_no_use() -> None:
    row = asked()
    begun = handouts.begin(row, at=NOW)
    assert begun is not None
    wanted = actions.ask(f"contact:{kari().pk}", "objection", reason="", by=bo(), at=NOW)
    actions.approve(wanted, by=helena(), at=LATER)
    assert not handouts.note_made(begun, FILE, at=LATER)
    made(row)


def test_a_file_that_was_asked_for_during_an_erasure_is_of_no_use_either() -> None:
    row = asked()
    begun = handouts.begin(row, at=NOW)
    assert begun is not None
    wanted = actions.ask(f"contact:{kari().pk}", "objection", reason="", by=bo(), at=NOW)
    actions.approve(wanted, by=helena(), at=LATER)
    Handout.objects.filter(pk=row.pk).update(begun_at=begun.begun_at)  # as if the erasure had not known of it
    assert not handouts.note_made(begun, FILE, at=LATER)
    assert kinds_about(row.subject) == ["asked"]


def test_of_two_tries_at_once_the_later_one_counts() -> None:
    row = asked()
    first, second = handouts.begin(row, at=NOW), handouts.begin(row, at=LATER)
    assert first is not None
    assert second is not None
    handouts.note_progress(first, 7, 9)
    assert not handouts.note_made(first, FILE, at=LATER)
    row.refresh_from_db()
    assert row.done == 0
    assert handouts.note_made(second, FILE, at=LATER)
    assert handouts.begin(row, at=LATER) is None, "what is made is made"


def test_whoever_takes_what_they_reported_themselves_is_not_told_on_by_a_look_beside_it() -> None:
    theirs, others = incidents.an_incident(by=bo(), at=NOW), incidents.an_incident(by=ada(), at=NOW)
    row = made(asked(), Made("ab" * 32, "cd" * 32, 1, {}, [theirs.pk, others.pk]))
    handouts.note_taken(row, at=LATER)
    assert list(Look.objects.values_list("incident", "member", "what")) == [(others.pk, bo().pk, "export")]
    assert not Entry.objects.filter(actor="reporter", at=LATER).exists()


def test_ones_own_file_is_told_without_counts() -> None:
    row = made(handouts.ask_member_file(ada(), language="en", at=NOW))
    handouts.note_taken(row, at=LATER)
    assert kinds_about(ada().actor) == ["asked", "made", "taken"]
    assert "messages" not in (Entry.objects.get(kind="member.file-made").body or "")


def test_the_file_of_a_pack_is_made_after_the_yes_alone() -> None:
    pack = packs.ask(packing.shouted(), reason="a", language="fi", redacts=True, by=helena(), at=NOW)
    assert refused(lambda: handouts.ask_pack_file(pack, by=helena(), at=NOW)) == "pack-waiting"
    packs.approve(pack, by=aino(), at=NOW)
    row = made(handouts.ask_pack_file(pack, by=helena(), at=NOW))
    handouts.note_taken(row, at=LATER)
    pack.refresh_from_db()
    assert (row.language, pack.sha256, pack.made_at) == ("fi", "ab" * 32, LATER)
    assert handouts_of(helena(), pack) == [row]
    assert handouts_of(aino(), pack) == []
    assert signed_in(aino()).get(f"/files/{row.pk}").status_code == 404
