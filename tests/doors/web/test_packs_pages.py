"""At the desk one asks for a pack and another approves; the file verifies, and each time it is taken is a look."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import packing
import pytest
from builders import ada, aino, bo, cy, helena, signed_in
from handing_out import asked_made_and_taken
from incidents import DAY

from evenhand.record.protection import packs
from evenhand.record.protection.models import Look, Pack

pytestmark = pytest.mark.django_db
WANTED = {"reason": "The police asked for it.", "language": "en"}


def asked_at_the_desk(**changed: str) -> Pack:
    """Helena fills in the form."""
    incident = packing.shouted()
    signed_in(helena()).post(f"/protection/incidents/{incident.pk}/pack", WANTED | changed)
    return Pack.objects.get()


def test_asked_approved_and_taken_it_verifies_and_is_a_look(tmp_path: Path) -> None:
    row = asked_at_the_desk()
    signed_in(aino()).post(f"/protection/packs/{row.pk}/approve")
    data = asked_made_and_taken(signed_in(helena()), f"/protection/packs/{row.pk}/file")
    again = asked_made_and_taken(signed_in(aino()), f"/protection/packs/{row.pk}/file")
    row.refresh_from_db()
    assert data == again
    assert row.sha256 == hashlib.sha256(data).hexdigest()
    assert packing.verified(data, tmp_path).returncode == 0
    assert Look.objects.filter(what=Look.What.EXPORT).count() == 2
    assert "Two people decided" in packing.text_of(data, "README.txt")


def test_whoever_asked_is_told_that_somebody_else_approves() -> None:
    row = asked_at_the_desk()
    client = signed_in(helena())
    page = client.get(f"/protection/packs/{row.pk}").content.decode()
    assert "/approve" not in page
    assert "It waits for somebody else" in page
    answer = client.post(f"/protection/packs/{row.pk}/approve", follow=True).content.decode()
    assert "somebody else has to approve it" in answer
    assert Pack.objects.get().approved_at is None


def test_before_the_yes_there_is_no_file_and_after_a_no_neither() -> None:
    row = asked_at_the_desk()
    for _before in (1, 2):
        answer = signed_in(helena()).post(f"/protection/packs/{row.pk}/file", follow=True)
        assert "has not been approved" in answer.content.decode()
        signed_in(aino()).post(f"/protection/packs/{row.pk}/refuse")


def test_what_one_takes_back_oneself_was_not_refused() -> None:
    row = asked_at_the_desk()
    page = signed_in(helena()).post(f"/protection/packs/{row.pk}/refuse", follow=True).content.decode()
    assert "taken back" in page
    assert "Refused by" not in page
    assert "taken back" in signed_in(aino()).get(f"/protection/incidents/{row.incident_id}").content.decode()


def test_names_and_mails_go_along_only_where_that_was_approved() -> None:
    row = asked_at_the_desk(names="on")
    signed_in(aino()).post(f"/protection/packs/{row.pk}/approve")
    data = asked_made_and_taken(signed_in(helena()), f"/protection/packs/{row.pk}/file")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert [name for name in archive.namelist() if name.startswith("originals/")]


def test_who_was_given_it_stands_on_its_page_and_for_the_reporter_on_the_incident() -> None:
    row = asked_at_the_desk()
    signed_in(aino()).post(f"/protection/packs/{row.pk}/approve")
    asked_made_and_taken(signed_in(helena()), f"/protection/packs/{row.pk}/file")
    signed_in(helena()).post(f"/protection/packs/{row.pk}/recipient", {"name": "Constable <b>Rask</b>"})
    page = signed_in(aino()).get(f"/protection/packs/{row.pk}").content.decode()
    assert "Constable &lt;b&gt;Rask&lt;/b&gt;" in page
    incident = signed_in(ada()).get(f"/protection/incidents/{row.incident_id}").content.decode()
    assert "Constable" in incident
    assert "Helena Ström" in incident


@pytest.mark.parametrize("who", [ada, bo, cy])
def test_agents_and_leads_neither_ask_nor_take(who) -> None:
    row = asked_at_the_desk()
    client = signed_in(who())
    assert client.get(f"/protection/incidents/{row.incident_id}/pack").status_code == 403
    assert client.post(f"/protection/packs/{row.pk}/file").status_code == 403


def test_a_form_without_a_reason_asks_for_one() -> None:
    incident = packing.shouted()
    answer = signed_in(helena()).post(f"/protection/incidents/{incident.pk}/pack", WANTED | {"reason": " "})
    assert answer.status_code == 200
    assert not Pack.objects.exists()


def test_its_page_is_a_view_of_the_incident_and_kept_by_no_cache() -> None:
    row = asked_at_the_desk()
    answer = signed_in(aino()).get(f"/protection/packs/{row.pk}")
    assert "no-store" in answer.headers["Cache-Control"]
    assert Look.objects.filter(member=aino(), what=Look.What.VIEW).exists()


@pytest.mark.parametrize("page", ["/protection", "/"])
def test_it_waits_on_today_and_the_page_of_protection_for_others_and_not_for_whoever_asked(page: str) -> None:
    row = asked_at_the_desk()
    address = f"/protection/packs/{row.pk}"
    assert address in signed_in(aino()).get(page).content.decode()
    for who in (helena, ada, cy):
        assert address not in signed_in(who()).get(page).content.decode()


def test_a_pack_made_on_the_server_was_taken_by_nobody_who_left() -> None:
    incident = packing.shouted()
    made = packs.File("ab" * 32, "cd" * 32)
    packs.note_alone(incident, made, language="en", redacts=False, by=None, at=DAY)
    page = signed_in(helena()).get(f"/protection/incidents/{incident.pk}").content.decode()
    looks = page.split('id="looks-title"')[-1] if 'id="looks-title"' in page else page
    assert "whoever runs the server" in looks
    assert "somebody who has left" not in page
