"""A pack is asked for by one and approved by another; each file that leaves is on record, and so is who got it."""

from __future__ import annotations

import pytest
from builders import ada, aino, bo, cy, helena, sam
from incidents import DAY, an_incident
from ledger_kinds import kinds_of

from evenhand.record.conversations.working import NotPossible
from evenhand.record.ledger.models import Entry
from evenhand.record.people.errors import NotFound
from evenhand.record.protection import packs
from evenhand.record.protection.models import Incident, Look, Pack
from evenhand.record.protection.packs_access import pack_for, packs_about, packs_waiting

pytestmark = pytest.mark.django_db
FILE = packs.File("ab" * 32, "cd" * 32)


@pytest.fixture(autouse=True)
def people():
    return [ada(), bo(), cy(), helena(), aino(), sam()]


def asked(incident: Incident | None = None, *, by=None, **changed) -> Pack:
    """Helena asks for a pack for the police."""
    told = {"reason": "The police asked for it.", "language": "fi", "redacts": True}
    return packs.ask(incident or an_incident(), **told | changed, by=by or helena(), at=DAY)


def refused(act) -> str:
    """The code of a refusal, which leaves no entry."""
    before = Entry.objects.count()
    with pytest.raises(NotPossible) as error:
        act()
    assert Entry.objects.count() == before
    return error.value.code


def test_another_approves_and_the_file_that_was_taken_is_on_record():
    row = asked()
    packs.approve(row, by=aino(), at=DAY)
    packs.note_taken(row, FILE, by=helena(), at=DAY)
    row.refresh_from_db()
    assert (row.approved_by, row.made_at, row.sha256, row.manifest_sha256) == (aino(), DAY, "ab" * 32, "cd" * 32)
    assert kinds_of(row) == ["pack.asked", "pack.approved", "pack.taken"]
    assert Look.objects.get(what=Look.What.EXPORT).member == helena()


def test_whoever_asked_cannot_approve():
    row = asked()
    assert refused(lambda: packs.approve(row, by=helena(), at=DAY)) == "pack-four-eyes"


@pytest.mark.parametrize("who", [ada, bo, cy, sam])
def test_only_whoever_may_take_incidents_out_asks_approves_or_refuses(who):
    row = asked()
    assert refused(lambda: asked(row.incident, by=who())) == "pack-right"
    assert refused(lambda: packs.approve(row, by=who(), at=DAY)) == "pack-right"
    assert refused(lambda: packs.refuse(row, by=who(), at=DAY)) == "pack-right"


def test_a_manager_gets_no_pack_of_what_went_the_second_way():
    row = asked(an_incident(route="second"), by=aino())
    assert refused(lambda: asked(row.incident)) == "pack-right"
    assert refused(lambda: packs.approve(row, by=helena(), at=DAY)) == "pack-right"
    with pytest.raises(NotFound):
        pack_for(helena(), row.pk)
    assert pack_for(aino(), row.pk) == row


def test_what_is_decided_is_decided():
    row = asked()
    packs.refuse(row, by=helena(), at=DAY)
    assert refused(lambda: packs.approve(row, by=aino(), at=DAY)) == "pack-decided"
    assert refused(lambda: packs.note_taken(row, FILE, by=aino(), at=DAY)) == "pack-waiting"


def test_no_file_without_a_yes_and_no_recipient_without_a_file():
    row = asked()
    assert refused(lambda: packs.note_taken(row, FILE, by=helena(), at=DAY)) == "pack-waiting"
    assert refused(lambda: packs.note_recipient(row, "Police", by=helena(), at=DAY)) == "pack-waiting"


def test_who_was_given_it_is_kept_and_not_in_the_ledger():
    row = asked()
    packs.approve(row, by=aino(), at=DAY)
    packs.note_taken(row, FILE, by=helena(), at=DAY)
    packs.note_recipient(row, " Constable  Pia Rask ", by=helena(), at=DAY)
    assert row.recipients.get().name == "Constable Pia Rask"
    assert not [entry for entry in Entry.objects.select_related("content") if "Constable" in (entry.body or "")]
    assert refused(lambda: packs.note_recipient(row, " ", by=helena(), at=DAY)) == "pack-name"


@pytest.mark.parametrize(
    ("changed", "code"), [({"reason": " "}, "pack-reason"), ({"reason": "x" * 2_001}, "pack-reason"),
                          ({"language": "de"}, "pack-language")]
)  # fmt: skip
def test_what_is_not_usable_is_refused(changed, code):
    incident = an_incident()
    assert refused(lambda: asked(incident, **changed)) == code


def test_a_manager_who_reported_it_is_no_name_in_the_ledger():
    row = asked(an_incident(by=helena()))
    assert Entry.objects.get(kind="pack.asked").actor == "reporter"
    assert row.asked_by == helena()


def test_one_pair_of_eyes_on_the_server_with_a_name_or_without():
    incident = an_incident()
    named = packs.note_alone(incident, FILE, language="en", redacts=True, by=helena(), at=DAY)
    nameless = packs.note_alone(incident, FILE, language="en", redacts=False, by=None, at=DAY)
    assert (named.one_pair_of_eyes, nameless.one_pair_of_eyes) == (True, True)
    assert [entry.actor for entry in Entry.objects.filter(kind="pack.made-alone").order_by("number")] == [
        helena().actor, "operator",
    ]  # fmt: skip
    assert Look.objects.filter(what=Look.What.EXPORT).count() == 2


def test_it_waits_for_others_and_the_reporter_sees_who_took_what():
    row = asked()
    assert packs_waiting(aino()) == [row]
    for member in (helena(), ada(), bo(), cy()):
        assert packs_waiting(member) == []
    assert packs_about(row.incident, ada()) == [row]
    assert packs_about(row.incident, cy()) == []
