"""Asking to erase and approving it at the desk: Bo asks, Helena and Sam decide, Ada and Cy cannot."""

from __future__ import annotations

import builders
import minuting
import pytest
import threads
from builders import ada, bo, cy, helena, sam
from threads import NOW

from evenhand.doors import clock
from evenhand.doors.web.erasing import deciding
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.erasing.models import Hold
from evenhand.record.ledger.models import Erasure
from evenhand.record.people.models import Member

pytestmark = pytest.mark.django_db
SECRET = "My daughter is called Aurelia"
ASK = {"basis": "objection", "reason": "The person asked us."}


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def desk() -> Conversation:
    return threads.thread(SECRET, team=builders.team(), whose=threads.customer(team=builders.team()))


def page(member: Member, address: str) -> str:
    answer = builders.signed_in(member).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def post(member: Member, address: str, **values: str) -> str:
    answer = builders.signed_in(member).post(address, values, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def asked(row: Conversation) -> Erasure:
    post(bo(), f"/conversations/{row.pk}/erase", **ASK)
    return Erasure.objects.get()


def test_asked_by_one_approved_by_another_and_the_thread_says_so() -> None:
    row = desk()
    request = asked(row)
    assert SECRET in page(bo(), f"/conversations/{row.pk}")
    said = post(helena(), f"/settings/erasing/{request.pk}/approve")
    assert "Erased." in said
    thread = page(ada(), f"/conversations/{row.pk}")
    assert SECRET not in thread
    assert "The content was erased on 10 Mar 2026: the person objected." in thread


def test_whoever_asked_sees_no_button_to_approve_and_is_refused() -> None:
    row = desk()
    post(helena(), f"/conversations/{row.pk}/erase", **ASK)
    request = Erasure.objects.get()
    address = f"/settings/erasing/{request.pk}/approve"
    assert address not in page(helena(), "/settings/erasing")
    assert address in page(sam(), "/settings/erasing")
    assert "A second member has to say yes." in post(helena(), address)
    assert Message.objects.get(conversation=row).text == SECRET


def test_the_administrator_approves_without_reading_the_words() -> None:
    row = desk()
    request = asked(row)
    listed = page(sam(), "/settings/erasing")
    assert "The person asked us." in listed
    assert SECRET not in listed
    assert row.subject not in listed
    post(sam(), f"/settings/erasing/{request.pk}/approve")
    assert Message.objects.get(conversation=row).text == ""


def test_only_leads_and_managers_are_offered_it() -> None:
    row = desk()
    address = f"/conversations/{row.pk}/erase"
    assert address in page(bo(), f"/conversations/{row.pk}")
    assert address not in page(ada(), f"/conversations/{row.pk}")
    for member in (ada(), cy(), sam()):
        assert builders.signed_in(member).post(address, ASK).status_code == 403
    assert not Erasure.objects.exists()


def test_a_lead_of_another_team_does_not_find_it() -> None:
    row = desk()
    other = builders.somebody("Lea Other", ["agent", "lead"], team_name="Training")
    assert builders.signed_in(other).post(f"/conversations/{row.pk}/erase", ASK).status_code == 404


def test_without_a_basis_nothing_is_asked_for() -> None:
    row = desk()
    said = post(bo(), f"/conversations/{row.pk}/erase", basis="", reason="Because")
    assert "This field is required." in said
    assert not Erasure.objects.exists()


def test_a_request_is_taken_back() -> None:
    request = asked(desk())
    assert "Nothing was erased." in post(bo(), f"/settings/erasing/{request.pk}/refuse")
    assert not Erasure.objects.exists()


def test_a_held_conversation_says_so_and_is_not_erased() -> None:
    row = desk()
    request = asked(row)
    assert "Held." in post(helena(), f"/conversations/{row.pk}/hold", reason="Claim 7/2026")
    assert "legal hold</span>" in page(ada(), f"/conversations/{row.pk}")
    assert "A legal hold keeps this conversation as it is." in post(sam(), f"/settings/erasing/{request.pk}/approve")
    assert Message.objects.get(conversation=row).text == SECRET
    post(helena(), f"/conversations/{row.pk}/hold/end")
    assert Hold.objects.get().ended_by == helena()
    post(sam(), f"/settings/erasing/{request.pk}/approve")
    assert Message.objects.get(conversation=row).text == ""


def test_a_person_is_asked_for_from_the_page_of_the_customer() -> None:
    row = desk()
    message = Message.objects.get(conversation=row)
    assert message.contact is not None
    address = f"/contacts/{message.contact.pk}/erase"
    assert address in page(bo(), f"/customers/{row.customer_id}")
    post(bo(), address, **ASK)
    post(helena(), f"/settings/erasing/{Erasure.objects.get().pk}/approve")
    assert "Kari" not in page(bo(), f"/customers/{row.customer_id}")


def test_a_minute_is_asked_for_from_its_own_page_which_says_so_afterwards() -> None:
    minute = minuting.an_agreed_minute()
    address = f"/record/minutes/{minute.pk}/erase"
    assert address in page(bo(), f"/record/minutes/{minute.pk}")
    assert address not in page(ada(), f"/record/minutes/{minute.pk}")
    assert builders.signed_in(ada()).post(address, ASK).status_code == 403
    assert "Erase a minute" in page(bo(), address)
    assert f"Minute {minute.pk}" in post(bo(), address, **ASK)
    post(helena(), f"/settings/erasing/{Erasure.objects.get().pk}/approve")
    said = page(bo(), f"/record/minutes/{minute.pk}")
    assert "The content was erased on 10 Mar 2026: the person objected." in said
    assert "two reports" not in said
    assert address not in said


def test_a_disk_that_is_full_does_not_hide_that_it_was_erased(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_folder: object) -> int:
        raise OSError("No space left on device")

    row = desk()
    request = asked(row)
    monkeypatch.setattr(deciding.kept_list, "write", full)
    assert "Erased." in post(helena(), f"/settings/erasing/{request.pk}/approve")
    assert Message.objects.get(conversation=row).text == ""
