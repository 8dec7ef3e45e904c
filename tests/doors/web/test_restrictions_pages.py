"""The pages of restrictions: three steps with a letter that is read before it goes, the list, and the public appeal."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from builders import ada, bo, cy, helena, signed_in, somebody
from django.test import Client
from django.urls import reverse
from measures import (
    DAY,
    a_merit,
    a_plan,
    a_restriction,
    a_warning,
    acme,
    decided,
    her_incident,
    mia,
    she_writes,
    turned,
)

from evenhand.doors import clock
from evenhand.record.outbox.models import Letter
from evenhand.record.protection.models import Appeal, Merit, Restriction, Review, Warning
from evenhand.record.protection.restrictions.appeals import TELLS_FOR, record_appeal
from evenhand.record.protection.restrictions.letters import Tongues
from evenhand.record.protection.restrictions.turns import LIFT, Turn, end_what_is_over

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=1)
NOW = DAY + 2 * DAYS


@pytest.fixture(autouse=True)
def people(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return [ada(), bo(), cy(), helena(), vera()]


def vera():
    """Another manager."""
    return somebody("Vera Lind", ["manager"])


def fields(page: str) -> dict[str, str]:
    """The values of the letter that a page offers."""
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', page) for name in ("of", "seen", "subject", "to")}
    text = re.search(r'<textarea name="text"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL)
    assert text, page
    values = {name: match[1] if match else "" for name, match in found.items()}
    return values | {"text": text[1].replace("&#x27;", "'").replace("&quot;", '"')}


def in_two_steps(client: Client, address: str, given: dict[str, object], **changed: str):
    """The form, then the letter it makes, sent."""
    drafted = client.post(address, given | {"step": "draft"})
    letter = fields(drafted.content.decode())
    return client.post(address, given | letter | {"step": "send"} | changed)


def test_from_the_incident_to_the_restriction_in_three_steps():
    incident = her_incident()
    client = signed_in(helena())
    query = f"?incident={incident.pk}"
    page = client.get(reverse("restriction-new") + query).content.decode()
    assert page.count("missing</span>") == 2
    merit = {"asked": "An invoice.", "demand": "fair", "ours": "no", "standing": "nothing", "owed": ""}
    assert client.post(reverse("merit-new") + query, merit).status_code == 302
    warning = {"reason": "A colleague was called names.", "language": "en", "second": "fi"}
    assert in_two_steps(client, reverse("warning-new") + query, warning).status_code == 302
    given = {
        "kind": "no-abuse", "reason": "It went on after the warning.", "from_day": NOW.date(),
        "until_day": (NOW + 28 * DAYS).date(), "review_day": (NOW + 14 * DAYS).date(), "language": "en", "second": "",
    }  # fmt: skip
    answer = in_two_steps(client, reverse("restriction-new") + query, given)
    row = Restriction.objects.get()
    assert answer["Location"] == reverse("restriction", args=[row.pk])
    assert (row.merit, row.warning, row.incident) == (Merit.objects.get(), Warning.objects.get(), incident)
    assert row.letter.to == "mia@acme.example"
    shown = client.get(answer["Location"]).content.decode()
    assert "It went on after the warning." in shown


def test_nothing_is_kept_before_the_letter_goes():
    client = signed_in(bo())
    address = f"{reverse('warning-new')}?contact={mia().pk}"
    page = client.post(
        address, {"happened": DAY.date(), "reason": "Names.", "language": "en", "second": "", "step": "draft"}
    )
    assert "The draft check finds nothing to mend." in page.content.decode()
    assert not Warning.objects.exists()


def test_what_the_check_finds_in_a_changed_letter_is_shown_before_it_goes():
    client = signed_in(bo())
    address = f"{reverse('warning-new')}?contact={mia().pk}"
    given = {"happened": DAY.date(), "reason": "Names were called.", "language": "en", "second": ""}
    text = "Dear Mia,\n\nYou are blocked from now on. Do not write to us again."
    shown = in_two_steps(client, address, given, text=text)
    assert shown.status_code == 200
    assert "had not seen yet" in shown.content.decode()
    assert not Warning.objects.exists()
    again = fields(shown.content.decode())
    assert again["seen"]
    assert client.post(address, given | again | {"step": "send"}).status_code == 302
    assert Warning.objects.get().text == text


def test_a_letter_never_goes_for_something_it_does_not_say():
    client = signed_in(bo())
    address = f"{reverse('warning-new')}?contact={mia().pk}"
    given = {"happened": DAY.date(), "reason": "Names were called.", "language": "en", "second": ""}
    letter = fields(client.post(address, given | {"step": "draft"}).content.decode())
    shown = client.post(address, given | letter | {"reason": "Threats were made.", "step": "send"})
    assert "the letter was written anew" in shown.content.decode()
    assert "Threats were made." in fields(shown.content.decode())["text"]
    assert not Warning.objects.exists()


def test_a_refusal_is_a_sentence_and_keeps_what_was_typed():
    a_merit(), a_warning()
    client = signed_in(helena())
    given = {
        "kind": "one-channel", "happened": DAY.date(), "reason": "It went on.", "from_day": NOW.date(),
        "review_day": (NOW + 14 * DAYS).date(),
        "language": "en", "second": "", "step": "draft",
    }  # fmt: skip
    page = client.post(f"{reverse('restriction-new')}?contact={mia().pk}", given).content.decode()
    assert "Choose the channel that is left to them." in page
    assert "It went on." in page
    assert not Restriction.objects.exists()


def test_what_belongs_to_another_kind_does_not_count():
    a_merit(), a_warning()
    given = {
        "kind": "no-abuse", "channel": "mail", "days": ["0"], "starts": "09:00", "ends": "12:00", "member": ada().pk,
        "happened": DAY.date(), "reason": "It went on.", "from_day": NOW.date(),
        "review_day": (NOW + 14 * DAYS).date(), "language": "en", "second": "",
    }  # fmt: skip
    address = f"{reverse('restriction-new')}?contact={mia().pk}"
    assert in_two_steps(signed_in(helena()), address, given).status_code == 302
    row = Restriction.objects.get()
    assert (row.channel, row.member, row.hours) == ("", None, [])


def test_a_refusal_stands_beside_its_field():
    row = a_restriction()
    given = {"outcome": "kept", "reason": "Still needed.", "review_day": (NOW + 400 * DAYS).date(), "step": "draft"}
    page = signed_in(helena()).post(reverse("restriction-review", args=[row.pk]), given).content.decode()
    assert re.search(r'id="id_review_day"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*id="id_review_day"', page)
    assert 'name="text"' not in page, "no letter promises a day that is refused"


def test_one_that_begins_later_is_not_said_to_be_in_force():
    row = a_restriction()
    restriction_page = reverse("restriction", args=[row.pk])
    Restriction.objects.filter(pk=row.pk).update(from_at=NOW + DAYS)
    page = signed_in(helena()).get(restriction_page).content.decode()
    assert "not begun yet" in page
    assert "in force</span>" not in page
    Restriction.objects.filter(pk=row.pk).update(from_at=NOW)
    assert "in force</span>" in signed_in(helena()).get(restriction_page).content.decode()


def test_one_is_found_by_address_or_name():
    mia()
    client = signed_in(helena())
    for said, query in (("Mia@Acme.example", f"contact={mia().pk}"), ("acme", f"customer={acme().pk}")):
        answer = client.get(reverse("restriction-new"), {"who": said})
        assert answer["Location"] == f"{reverse('restriction-new')}?{query}"
    assert "Nobody is known" in client.get(reverse("restriction-new"), {"who": "nobody"}).content.decode()


def test_the_turns_go_out_by_letter():
    row = a_restriction()
    client = signed_in(helena())
    given = {"outcome": "kept", "reason": "Still needed.", "review_day": (NOW + 20 * DAYS).date()}
    assert in_two_steps(client, reverse("restriction-review", args=[row.pk]), given).status_code == 302
    assert Review.objects.get().outcome == "kept"
    given = {"reason": "On it goes.", "until_day": (NOW + 60 * DAYS).date(), "review_day": (NOW + 20 * DAYS).date()}
    assert in_two_steps(client, reverse("restriction-extend", args=[row.pk]), given).status_code == 302
    assert (
        in_two_steps(client, reverse("restriction-lift", args=[row.pk]), {"reason": "All is well."}).status_code == 302
    )
    row.refresh_from_db()
    assert row.ended_at == NOW
    assert Letter.objects.filter(about=f"restriction:{row.pk}").count() == 4


def test_a_lead_sees_it_and_cannot_lift_it():
    row = a_restriction()
    client = signed_in(bo())
    assert (
        reverse("restriction-lift", args=[row.pk])
        not in client.get(reverse("restriction", args=[row.pk])).content.decode()
    )
    answer = in_two_steps(client, reverse("restriction-lift", args=[row.pk]), {"reason": "Enough."})
    assert "Another role decides this" in answer.content.decode()
    row.refresh_from_db()
    assert row.ended_at is None


def link_of(row: Restriction) -> str:
    """The path of the personal link in its letter."""
    return "/appeal/" + row.letter.text.split("/appeal/")[1].split()[0]


def test_an_appeal_by_the_public_page_is_decided_by_somebody_else():
    row = a_restriction()
    public = Client()
    page = public.get(link_of(row))
    assert page.headers["Cache-Control"] == "no-store"
    assert not public.cookies
    assert helena().name not in page.content.decode()
    proof = re.search(r'name="form" value="([^"]+)"', page.content.decode())[1]
    answer = public.post(link_of(row), {"form": proof, "words": "It was not me."})
    assert answer.status_code == 303
    assert "It arrived on" in public.get(link_of(row)).content.decode()
    appeal = Appeal.objects.get()
    today = signed_in(vera()).get(reverse("today")).content.decode()
    assert reverse("appeal-decide", args=[appeal.pk]) in today
    given = {"outcome": "granted", "reason": "She is right.", "changes": "", "until_day": ""}
    address = reverse("appeal-decide", args=[appeal.pk])
    assert "A second manager has to" in signed_in(helena()).get(address).content.decode()
    assert in_two_steps(signed_in(vera()), address, given).status_code == 302
    assert "Granted on" in public.get(link_of(row)).content.decode()
    page = signed_in(helena()).get(reverse("restriction", args=[row.pk])).content.decode()
    assert "<strong>Appeal granted</strong></p>" in page  # beside the appeal itself, not in the course alone


def test_an_appeal_that_outlives_its_restriction_still_waits_on_today(monkeypatch):
    row = a_restriction()
    record_appeal(row, "It was not me.", by=bo(), at=row.until - DAYS)
    monkeypatch.setattr(clock, "now", lambda: row.until + DAYS)
    end_what_is_over(at=row.until + DAYS)
    appeal = reverse("appeal-decide", args=[Appeal.objects.get().pk])
    for page in ("today", "restrictions"):
        assert appeal in signed_in(vera()).get(reverse(page)).content.decode()


def test_the_public_page_takes_only_its_own_form_and_real_links():
    row = a_restriction()
    public = Client()
    assert public.post(link_of(row), {"words": "It was not me."}).status_code == 400
    assert public.post(link_of(row), {"form": "forged", "words": "It was not me."}).status_code == 400
    assert not Appeal.objects.exists()
    assert public.get("/appeal/guessed").status_code == 410
    for _ in range(20):
        last = public.get("/appeal/guessed")
    assert last.status_code == 429 or public.get("/appeal/guessed").status_code == 429


def test_after_the_end_the_public_page_says_so():
    row = a_restriction()
    turned("lift", row, Turn(LIFT, "Over."), at=NOW)
    page = Client().get(link_of(row)).content.decode()
    assert "This no longer applies" in page
    assert "<textarea" not in page


def test_after_the_end_nobody_is_told_that_all_is_as_before_while_something_else_stands():
    row = a_restriction()
    turned("lift", row, Turn(LIFT, "Over."), at=NOW)
    assert "You reach us as before" in Client().get(link_of(row)).content.decode()
    decided(a_plan("end", from_at=NOW))
    page = Client().get(link_of(row)).content.decode()
    assert "You reach us as before" not in page
    assert "A later letter of ours" in page


def test_a_link_that_has_expired_says_kindly_what_to_do_in_the_letter_s_language(monkeypatch):
    row = a_restriction(tongues=Tongues("fi"))
    public = Client()
    proof = re.search(r'name="form" value="([^"]+)"', public.get(link_of(row)).content.decode())[1]
    monkeypatch.setattr(clock, "now", lambda: row.until + TELLS_FOR - DAYS)
    assert public.get(link_of(row)).status_code == 200
    monkeypatch.setattr(clock, "now", lambda: row.until + TELLS_FOR)
    answers = [public.get(link_of(row)), public.post(link_of(row), {"form": proof, "words": "It was not me."})]
    for answer in answers:
        page = answer.content.decode()
        assert answer.status_code == 410
        assert 'lang="fi"' in page
        assert mia().name not in page
        assert "<textarea" not in page
    assert "Tämä linkki on vanhentunut" in answers[0].content.decode()
    assert "It was not me." in answers[1].content.decode(), "nobody has to type it twice"
    assert not Appeal.objects.exists()
    for _ in range(30):
        last = public.get(link_of(row))
    assert last.status_code == 410, "whoever has the link guesses nothing"


@pytest.mark.parametrize(("code", "words"), [("fi", "Oikaisupyyntö"), ("zh-hant", "申訴"), ("zh-hans", "申诉")])
def test_the_public_page_speaks_four_languages(code, words):
    row = a_restriction()
    assert words in Client().get(f"{link_of(row)}?language={code}").content.decode()


def test_the_conversation_says_what_applies_and_which_message_is_apart():
    row = a_restriction("end")
    message = she_writes(at=NOW)
    page = signed_in(ada()).get(reverse("conversation", args=[message.conversation_id])).content.decode()
    assert reverse("restriction", args=[row.pk]) in page
    assert "kept apart" in page
    shown = signed_in(bo()).get(reverse("restriction", args=[row.pk])).content.decode()
    assert f"#m-{message.pk}" in shown


def test_a_message_kept_apart_becomes_an_appeal_by_one_button():
    row = a_restriction("end")
    message = she_writes(at=NOW, text="I want this looked at again.")
    answer = signed_in(ada()).post(reverse("restriction-appeal", args=[row.pk]), {"message": message.pk})
    assert answer.status_code == 302
    assert (Appeal.objects.get().message, Appeal.objects.get().words) == (message, message.text)


def test_the_customer_s_page_shows_what_stands_to_those_who_answer():
    row = a_restriction()
    for member, sees in ((ada(), True), (somebody("Petra Koski", ["finance"]), False)):
        page = signed_in(member).get(reverse("customer", args=[acme().pk])).content.decode()
        assert (reverse("restriction", args=[row.pk]) in page) is sees


def test_an_overdue_review_stands_on_today_and_in_the_list(monkeypatch):
    row = a_restriction()
    monkeypatch.setattr(clock, "now", lambda: row.from_at + 15 * DAYS)
    assert "review due" in signed_in(helena()).get(reverse("today")).content.decode()
    assert "review due" not in signed_in(bo()).get(reverse("today")).content.decode()
    assert "review due" in signed_in(bo()).get(reverse("restrictions")).content.decode()


def test_a_warning_by_whoever_reported_names_nobody_on_any_page():
    incident = her_incident(by=bo())
    a_warning(incident=incident, by=bo())
    for member in (helena(), ada()):
        page = signed_in(member).get(reverse("restrictions")).content.decode()
        assert "whoever reported it" in page
        assert bo().name not in page


def test_the_outsider_finds_nothing():
    row = a_restriction()
    client = signed_in(cy())
    for name in ("restriction", "restriction-lift", "restriction-extend", "restriction-review"):
        assert client.get(reverse(name, args=[row.pk])).status_code == 404
    assert client.get(f"{reverse('warning-new')}?contact={mia().pk}").status_code == 404
    her_incident()
    assert mia().name not in client.get(reverse("restrictions")).content.decode()


def test_the_firm_is_written_to_and_answers():
    row = a_restriction()
    client = signed_in(bo())
    given = {
        "kind": "tell", "addressee": "Olga", "happened": DAY.date(), "reason": "Names were called.", "asks": "",
        "answer_day": "", "language": "en", "second": "",
    }  # fmt: skip
    address = f"{reverse('employer-letter')}?contact={mia().pk}"
    assert in_two_steps(client, address, given, to="hr@acme.example").status_code == 302
    letter = row.employer_letters.get()
    assert letter.to == "hr@acme.example"
    assert f"what happened on {DAY.day} March 2026" in letter.text, "the day it happened, not today"
    assert "Bo Lindqvist\nTeam Lead" in letter.text
    client.post(reverse("employer-answer", args=[letter.pk]), {"words": "We spoke with her."})
    assert "We spoke with her." in client.get(reverse("restriction", args=[row.pk])).content.decode()


def test_what_whoever_reported_did_since_is_named_nowhere_on_the_page_of_the_incident():
    incident = her_incident(by=bo())
    a_merit(incident=incident)
    page = signed_in(helena()).get(reverse("incident", args=[incident.pk])).content.decode()
    assert "The complaint itself:" in page
    assert bo().name not in page
