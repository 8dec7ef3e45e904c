"""Pages of keeping: Helena asks for a rule and Sam approves; everybody takes out what is held on them; papers print."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import incidents
import pytest
import threads
from builders import ada, aino, bo, helena, sam, signed_in, team
from django.test import Client
from django.urls import reverse
from handing_out import asked_made_and_taken
from threads import NOW

from evenhand.doors import clock
from evenhand.record.conversations import actions as conversations
from evenhand.record.conversations.models import Conversation
from evenhand.record.customers.models import Contact
from evenhand.record.erasing import actions, retention, retention_running
from evenhand.record.erasing.models import Procedure, RetentionRule
from evenhand.record.ledger.models import Entry
from evenhand.record.people.models import Member
from evenhand.record.protection.incidents.looking import note_look
from evenhand.record.protection.models import Look, Merit, Pack, Restriction

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "fi", "zh-hant", "zh-hans")


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=800))


def speaking(member: Member, language: str) -> Client:
    Member.objects.filter(pk=member.pk).update(language=language)
    member.refresh_from_db()
    return signed_in(member)


def text(client: Client, name: str, *args: object) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def post(client: Client, name: str, *args: object, **form: object) -> str:
    answer = client.post(reverse(name, args=args), form, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def kari() -> Contact:
    return Contact.objects.get(name="Kari Holm")


def closed(words: str = "The invoice is wrong") -> Conversation:
    row = threads.thread(words, team=team(), whose=threads.customer(team=team()))
    conversations.close(row, by=ada(), at=NOW)
    return row


def files_of(client: Client, name: str, *args: object, **form: object) -> dict[str, str]:
    data = asked_made_and_taken(client, reverse(name, args=args), **form)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {each: archive.read(each).decode() for each in archive.namelist()}


def rows_in(files: dict[str, str], section: str) -> list[dict[str, object]]:
    lines = files.get(f"data/{section}-1.jsonl", "").splitlines()
    return [json.loads(line) for line in lines]


def test_helena_asks_and_sam_approves() -> None:
    page = post(
        signed_in(helena()), "retention", kind="incidents", months="60", warn_days="30", reason="The law says so."
    )
    assert "Asked for. It holds once a second member approves." in page
    rule = RetentionRule.objects.get()
    assert reverse("retention-approve", args=[rule.pk]) not in page, "not by whoever asked"
    assert "Whoever asked cannot approve" in post(signed_in(helena()), "retention-approve", rule.pk)
    page = post(signed_in(sam()), "retention-approve", rule.pk)
    assert "The rule holds." in page
    assert "60 months" in page
    assert "Helena Ström, Sam Okafor" in page


@pytest.mark.parametrize(
    "form",
    [
        {"kind": "incidents", "months": "0", "warn_days": "14"},
        {"kind": "incidents", "months": "-1", "warn_days": "14"},
        {"kind": "incidents", "months": "twelve", "warn_days": "14"},
        {"kind": "", "months": "12", "warn_days": "14"},
        {"kind": "everything", "months": "12", "warn_days": "14"},
        {"kind": "incidents", "months": "12", "warn_days": "1"},
        {"kind": "incidents", "months": "", "warn_days": "14"},
    ],
)
def test_what_is_no_rule_is_said_beside_the_form(form: dict[str, str]) -> None:
    answer = signed_in(helena()).post(reverse("retention"), form)
    assert answer.status_code == 200
    assert "error" in answer.content.decode() or "notice warning" in answer.content.decode()
    assert not RetentionRule.objects.exists()


def test_what_goes_is_said_before_on_today_and_in_the_settings_with_its_numbers() -> None:
    row = closed()
    asked = retention.ask_rule("conversations", 12, reason="", by=helena(), at=NOW)
    retention.approve_rule(asked, by=sam(), at=NOW)
    assert "by the rule for keeping" not in text(signed_in(helena()), "today")
    retention_running.announce(at=clock.now())
    assert "Closed conversations: 1 goes" in text(signed_in(helena()), "today")
    assert "Closed conversations: 1 goes" in text(signed_in(sam()), "settings")
    assert "by the rule for keeping" not in text(signed_in(ada()), "today")
    page = text(signed_in(sam()), "retention")
    assert f">{row.pk}</p>" in page
    actions.hold(row, "A claim.", by=helena(), at=NOW)
    assert f">{row.pk}</p>" not in text(signed_in(sam()), "retention"), "what is held does not go"


def test_what_went_by_the_rule_stands_among_the_erasures() -> None:
    closed(), closed("Another")
    retention.approve_rule(retention.ask_rule("conversations", 12, reason="", by=helena(), at=NOW), by=sam(), at=NOW)
    retention_running.announce(at=clock.now())
    retention_running.run_due(at=clock.now() + timedelta(days=14))
    page = text(signed_in(helena()), "settings-erasing")
    assert "by the rule for keeping" in page
    assert "and 1 more" in page


def test_a_contact_is_given_what_is_held_on_them_and_nobody_elses_name() -> None:
    row = closed("Where is it? Ask Bo Lindqvist or mia@birch.example.")
    Conversation.objects.filter(pk=row.pk).update(contact=kari())
    threads.outbound(row, "Hello Kari Holm, Ada here.", by=ada())
    incidents.an_incident(by=ada(), at=NOW, conversation=row, contact=kari(), line="He scares me.")
    merit = Merit.objects.create(asked="A refund", demand="fair", ours="no", standing="nothing", at=NOW, contact=kari())
    Restriction.objects.create(
        kind="end", from_at=NOW, review_at=NOW.date(), merit=merit, contact=kari(), reason="Insults to Ada",
        language="en", text="We end it.", by=helena(), at=NOW,
    )  # fmt: skip
    files = files_of(signed_in(bo()), "contact-access", kari().pk, language="en", notes="on", incidents="on")
    everything = "".join(files.values())
    for name in ("Bo Lindqvist", "Ada", "mia@birch.example", "Helena", "scares me", "reporter"):
        assert name not in everything, name
    assert "Hello Kari Holm, [somebody] here." in everything
    assert rows_in(files, "incidents")[0]["severity"] == "abuse"
    assert "line" not in rows_in(files, "incidents")[0]
    assert rows_in(files, "restrictions")[0]["reason"] == "Insults to [somebody]"
    entry = Entry.objects.get(kind="contact.file-made")
    assert "Kari" not in (entry.body or "")


def test_what_was_reported_past_the_line_is_in_no_file_that_leads_and_managers_make() -> None:
    closed()
    incidents.an_incident(by=ada(), at=NOW, contact=kari(), route="second")
    for member in (bo(), helena()):
        files = files_of(signed_in(member), "contact-access", kari().pk, language="en", notes="on", incidents="on")
        assert rows_in(files, "incidents") == [], member


def test_conversations_of_another_team_are_not_in_the_file_of_a_lead() -> None:
    closed("Ours")
    other = threads.thread("Of the trainers", team=team("Training"), whose=threads.customer())
    Conversation.objects.filter(pk=other.pk).update(contact=kari())
    files = files_of(signed_in(bo()), "contact-access", kari().pk, language="en", notes="on", incidents="on")
    assert "Of the trainers" not in "".join(files.values())
    files = files_of(signed_in(helena()), "contact-access", kari().pk, language="en", notes="on", incidents="on")
    assert "Of the trainers" in "".join(files.values())


def test_whoever_takes_an_incident_out_has_looked_at_it() -> None:
    closed()
    told = incidents.an_incident(by=ada(), at=NOW, contact=kari())
    files_of(signed_in(bo()), "contact-access", kari().pk, language="en", notes="on", incidents="on")
    looks = Look.objects.filter(incident=told, what="export").values_list("member", "is_reporter")
    assert list(looks) == [(bo().pk, False)]


def test_ones_own_file_is_in_the_ledger_by_name_and_no_look_beside_it_tells_what_one_reported() -> None:
    told = incidents.an_incident(by=ada(), at=NOW)
    before = Entry.objects.filter(subject=f"incident:{told.pk}").count()
    files_of(signed_in(ada()), "subject-access", language="en")
    assert Entry.objects.filter(kind="member.file-made", actor=ada().actor).count() == 1
    assert Entry.objects.filter(subject=f"incident:{told.pk}").count() == before
    assert not Look.objects.filter(incident=told).exists()


def test_incidents_are_left_out_where_they_would_put_somebody_in_danger() -> None:
    row = closed()
    incidents.an_incident(by=ada(), at=NOW, conversation=row, contact=kari())
    files = files_of(signed_in(bo()), "contact-access", kari().pk, language="en", notes="on")
    assert "pages/incidents-1.html" not in files


def test_a_member_takes_out_what_is_held_on_them_alone() -> None:
    bo()
    told = incidents.an_incident(by=ada(), at=NOW, line="It was Bo Lindqvist who saw it.")
    incidents.an_incident(by=helena(), at=NOW, line="Not hers.")
    note_look(told, by=aino(), at=NOW)
    files = files_of(signed_in(ada()), "subject-access", language="fi")
    assert [row["incident"] for row in rows_in(files, "reports")] == [told.pk]
    assert [row["by"] for row in rows_in(files, "looks")] == ["colleague"]
    everything = "".join(files.values())
    assert "[joku] who saw it" in everything
    for name in ("Aino", "Helena", "Bo", "Not hers"):
        assert name not in everything
    page = files["pages/reports-1.html"]
    labels = [page.index(word) for word in ("Mitä pyydettiin", "Mitä vastattiin", "Omin sanoin")]
    assert labels == sorted(labels), "what was asked, what was answered, and her own words, told apart and in order"
    assert "Asiakaspalvelija" in page
    assert "agent" not in page
    assert '<html lang="fi">' in files["index.html"]
    assert "reports" not in (Entry.objects.get(kind="member.file-made").body or "")


@pytest.mark.slow
def test_ten_thousand_messages_stand_on_pages_of_five_hundred() -> None:
    row = closed()
    first = row.messages.get()
    first_pk = first.pk
    copies = []
    for number in range(10_000):
        first.pk, first.identity = None, f"copy-{number}"
        copies.append(type(first)(**{field.attname: getattr(first, field.attname) for field in first._meta.fields}))
    type(first).objects.bulk_create(copies, batch_size=500)
    kari = Contact.objects.get(messages=first_pk)
    files = files_of(signed_in(bo()), "contact-access", kari.pk, language="en", notes="on", incidents="on")
    assert "pages/messages-21.html" in files
    assert sum(len(files[name].splitlines()) for name in files if name.startswith("data/messages")) == 10_001


def test_whoever_asks_to_erase_is_told_what_still_rests_on_it() -> None:
    row, _manager = closed(), helena()
    told = incidents.an_incident(by=ada(), at=NOW, conversation=row)
    Pack.objects.create(incident=told, asked_by=helena(), asked_at=NOW)
    page = text(signed_in(bo()), "conversation-erase", row.pk)
    assert "An evidence pack was asked for or made" in page
    assert "An alert about this still waits" in page
    actions.ask(f"conversation:{row.pk}", "objection", reason="", by=bo(), at=NOW)
    assert "An evidence pack was asked for or made" in text(signed_in(helena()), "settings-erasing")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["notice", "fact-sheet"])
def test_papers_stand_in_four_languages_filled_with_what_holds_here(name: str, language: str) -> None:
    sam(), aino()
    retention.approve_rule(retention.ask_rule("conversations", 37, reason="", by=helena(), at=NOW), by=sam(), at=NOW)
    answer = signed_in(ada()).get(reverse(name), {"language": language})
    page = answer.content.decode()
    assert "37" in page
    assert "Sam Okafor" in page
    assert ("Aino Rask" in page) is (name == "fact-sheet")
    assert "{{" not in page


def test_papers_are_shown_in_the_readers_language_whatever_the_address_says() -> None:
    page = signed_in(ada()).get(reverse("notice"), {"language": "xx"}).content.decode()
    assert "What the program does" in page


def test_the_day_of_the_procedure_is_recorded_and_stands_in_the_sheet() -> None:
    page = post(signed_in(sam()), "fact-sheet", held_on="2028-04-01")
    assert "1 Apr 2028" in page
    assert Procedure.objects.get().recorded_by == sam()


def test_a_day_ahead_is_no_procedure_and_an_agent_records_none() -> None:
    assert "The day lies in the future." in post(signed_in(sam()), "fact-sheet", held_on="2031-01-01")
    post(signed_in(ada()), "fact-sheet", held_on="2028-04-01")
    assert not Procedure.objects.exists()
