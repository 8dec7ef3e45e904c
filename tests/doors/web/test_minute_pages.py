"""Minutes at the desk: writing them, naming people, sending, reminding, changing."""

from __future__ import annotations

from decimal import Decimal

import builders
import pytest
import threads
from builders import START, ada, bo, cy, petra, sam
from minuting import DAY, HOUR, MIA, MORE, OLLI, TEXT, a_change, a_minute, an_agreed_minute, person, send, version
from threads import NOW

from evenhand.doors import clock
from evenhand.record.agreements import approvals
from evenhand.record.agreements.minutes import set_value
from evenhand.record.agreements.models import ApprovalLink, Minute, Stakeholder
from evenhand.record.outbox.models import Letter
from evenhand.record.people.actions import Firm, set_approval_limit, set_workspace
from evenhand.record.people.models import Workspace

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    set_workspace(Firm("Harbourline", "en", "Europe/Helsinki", START.time()), by=None, at=START)
    monkeypatch.setattr(clock, "now", lambda: NOW + HOUR)


def page(address: str, *, member=None) -> str:
    answer = builders.signed_in(member or ada()).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def post(address: str, *, member=None, **form: object):
    return builders.signed_in(member or ada()).post(address, form, follow=True)


def of(minute: Minute, act: str = "") -> str:
    return f"/record/minutes/{minute.pk}{'/' + act if act else ''}"


def test_ada_writes_a_minute_of_a_conversation_from_the_template():
    conversation = threads.thread(team=builders.team(), whose=threads.customer(team=builders.team()))
    ada()
    form = page(f"/record/minutes/new?conversation={conversation.pk}&language=fi")
    assert "Late delivery" in form
    assert "Läsnä:" in form
    answer = post(
        f"/record/minutes/new?conversation={conversation.pk}", title="Reports", language="fi", text="Sovittu: kaksi."
    )
    minute = Minute.objects.get()
    assert (minute.conversation, minute.language) == (conversation, "fi")
    assert "Sovittu: kaksi." in answer.content.decode()


def test_a_text_that_is_too_long_is_refused_with_a_sentence():
    answer = post("/record/minutes/new", title="Long", language="en", text="議" * 1_000_001)
    assert "longer than a million characters" in answer.content.decode()
    assert not Minute.objects.exists()


def test_a_million_characters_are_taken():
    post("/record/minutes/new", title="Long", language="zh-hant", text="議" * 1_000_000)
    assert len(version(Minute.objects.get(), 1).text) == 1_000_000


def test_people_are_named_and_taken_out():
    minute = a_minute()
    post(of(minute, "theirs"), name="Olli Ranta", email="olli@alder.example", language="fi")
    builders.signed_in(ada()).post(of(minute, "ours"), {"member": bo().pk})
    shown = page(of(minute))
    assert "Olli Ranta" in shown
    assert "Bo Lindqvist" in shown
    post(f"/record/stakeholders/{person(minute, 'Olli').pk}/remove")
    assert not Stakeholder.objects.filter(minute=minute, name="Olli Ranta", removed_at=None).exists()


@pytest.mark.parametrize(
    ("act", "form", "sentence"),
    [
        ("theirs", {"name": "", "email": "x@y.example"}, "Say the name"),
        ("theirs", {"name": "Kim", "email": "no address"}, "not a mail address"),
        ("ours", {}, "Choose a colleague"),
        ("value", {"value": "much", "currency": "EUR"}, "amount of zero or more"),
        ("text", {"text": " "}, "There is no text yet"),
        ("withdraw", {}, "Nobody is being asked"),
        ("approve", {}, "You are not asked"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(act, form, sentence):
    minute = a_minute()
    assert sentence in post(of(minute, act), **form).content.decode()


def test_sending_without_anybody_of_theirs_says_what_to_do():
    minute = a_minute()
    post(f"/record/stakeholders/{person(minute, 'Mia').pk}/remove")
    assert "our own word alone is no agreement" in post(of(minute, "send")).content.decode()


def test_without_a_mail_server_the_letter_is_shown_once_to_whoever_sent_it():
    minute = a_minute()
    assert "Hand the letters over yourself" in post(of(minute, "send")).content.decode()
    letter = Letter.objects.get()
    builders.signed_in(bo()).post(f"/record/letters/{letter.pk}")
    assert Letter.objects.get().state == Letter.State.BY_HAND
    shown = post(f"/record/letters/{letter.pk}", minute=minute.pk).content.decode()
    assert "http://testserver/agree/" in shown
    assert post(f"/record/letters/{letter.pk}").status_code == 404
    assert "/agree/" not in page(of(minute))


def test_while_it_waits_the_page_says_who_has_answered_and_whether_links_were_opened():
    minute = a_minute(MIA, OLLI)
    mia, olli = send(minute)
    approvals.approve_by_link(mia.token, at=NOW)
    builders.signed_in(None).get(f"/agree/{olli.token}")
    shown = page(of(minute))
    assert "no answer since" in shown
    assert "The link was opened first" in shown
    assert "confirmed by the holder of the mailbox" in shown
    assert TEXT.splitlines()[1] in shown


def test_bo_who_is_named_agrees_at_the_desk():
    minute = a_minute(MIA, ours=True)
    send(minute)
    assert "You are asked" in page(of(minute), member=bo())
    assert "You are asked" not in page(of(minute), member=ada())
    post(of(minute, "approve"), member=bo())
    assert "confirmed signed in" in page(of(minute))


def test_ada_answers_a_question():
    minute = a_minute()
    (mia,) = send(minute)
    asked = approvals.ask_by_link(mia.token, "Is tax in it?", at=NOW)
    assert "Is tax in it?" in page(of(minute))
    post(f"/record/questions/{asked.pk}/answer", words="It comes on top.")
    assert "It comes on top." in page(of(minute))


def test_a_reminder_makes_a_new_letter():
    minute = a_minute()
    send(minute)
    post(f"/record/stakeholders/{person(minute, 'Mia').pk}/remind")
    assert ApprovalLink.objects.filter(withdrawn_at=None).count() == 1
    assert Letter.objects.filter(state=Letter.State.BY_HAND).count() == 1


CHANGE = {
    "text": MORE,
    "asked_by": "them",
    "why": "The board wants more.",
    "time_impact": "None.",
    "money_impact": "300 more a month.",
    "scope_impact": "Two more.",
    "amount": "300",
    "currency": "EUR",
}


def test_a_change_is_proposed_looked_at_and_sent():
    minute = an_agreed_minute()
    base = version(minute, 1).pk
    shown = post(of(minute, "change"), base=base, **CHANGE).content.decode()
    assert "Taken out:" in shown
    assert "300 more a month." in shown
    post(of(minute, "send"))
    assert version(minute, 2).sent_at == NOW + HOUR
    assert "Nothing was saved" not in page(of(minute))


def test_a_change_without_its_impact_stays_in_the_form():
    minute = an_agreed_minute()
    answer = post(of(minute, "change"), base=version(minute, 1).pk, **(CHANGE | {"time_impact": ""}))
    assert "The board wants more." in answer.content.decode()
    assert Minute.objects.get().versions.count() == 1


def test_a_change_begun_before_another_came_into_force_is_refused_and_keeps_what_was_typed():
    minute = an_agreed_minute()
    old = version(minute, 1).pk
    a_change(minute, "Something else.")
    for made in send(minute, at=NOW + DAY):
        approvals.approve_by_link(made.token, at=NOW + DAY)
    answer = post(of(minute, "change"), base=old, **CHANGE).content.decode()
    assert "Another version has come into force" in answer
    assert "We send four reports" in answer
    again = post(of(minute, "change"), base=old, **CHANGE).content.decode()
    assert "Another version has come into force" in again


def test_the_list_costs_the_same_however_many_minutes(django_assert_max_num_queries):
    client = builders.signed_in(ada())
    counts = []
    for more in (1, 4):
        for _ in range(more):
            approvals.ask_by_link(send(a_minute(MIA, OLLI))[0].token, "Why?", at=NOW)
        with django_assert_max_num_queries(40) as asked:
            assert "1 question to answer" in client.get("/record/minutes").content.decode()
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_an_amount_with_a_comma_for_thousands_is_not_read_as_small_change():
    minute = a_minute()
    post(of(minute, "value"), value="1,200", currency="EUR")
    minute.refresh_from_db()
    assert minute.value == 1200


def test_headings_in_a_language_that_is_none_are_in_the_members_own():
    assert "Present:" in page("/record/minutes/new?language=elvish")


def test_the_list_shows_what_the_member_may_see_by_state():
    waiting, draft = a_minute(), a_minute()
    Minute.objects.filter(pk=draft.pk).update(title="Only a draft")
    send(waiting)
    everything = page("/record/minutes")
    assert "Reports in spring" in everything
    assert "Only a draft" in everything
    some = page("/record/minutes?state=waiting")
    assert "Reports in spring" in some
    assert "Only a draft" not in some
    assert "Reports in spring" not in page("/record/minutes", member=cy())
    assert builders.signed_in(petra()).get("/record/minutes").status_code == 403


def test_conversation_customer_and_today_show_what_waits():
    minute = a_minute(MIA, OLLI)
    mia, _ = send(minute)
    approvals.approve_by_link(mia.token, at=NOW)
    for address in (f"/conversations/{minute.conversation_id}", f"/customers/{minute.customer_id}"):
        assert "Reports in spring" in page(address)
    today = page("/")
    assert "Reports in spring" in today
    assert "1 of 2 have agreed" in today


def test_above_the_limit_the_codes_are_shown_once():
    set_approval_limit(Decimal("1000"), "EUR", by=sam(), at=START)
    minute = a_minute()
    set_value(minute, Decimal("2000"), "EUR", by=ada(), at=NOW)
    answer = post(of(minute, "send")).content.decode()
    assert "Codes to tell by another way" in answer
    assert "code-told" not in page(of(minute))


def test_the_administrator_says_up_to_which_value_a_link_does():
    address = "/settings/workspace/approvals"
    post(address, member=sam(), limit="2500.00", currency="eur")
    firm = Workspace.objects.get()
    assert (firm.approval_value_limit, firm.approval_value_currency) == (Decimal("2500.00"), "EUR")
    for wrong in ({"limit": "-1", "currency": "EUR"}, {"limit": "5", "currency": ""}, {"limit": "5", "currency": "€"}):
        assert "error" in post(address, member=sam(), **wrong).content.decode()
    assert Workspace.objects.get().approval_value_limit == Decimal("2500.00")
    post(address, member=sam(), limit="", currency="EUR")
    assert Workspace.objects.get().approval_value_limit is None


def test_the_export_says_who_has_not_answered_since_when():
    minute = a_minute(MIA, OLLI)
    mia, _ = send(minute)
    approvals.approve_by_link(mia.token, at=NOW)
    Minute.objects.filter(pk=minute.pk).update(title="=1+1")
    answer = builders.signed_in(ada()).get("/record/minutes?as=csv&heads=codes")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert "no_answer_since" in lines[0]
    assert "Olli Ranta (2026-03-10)" in lines[1]
    assert "'=1+1" in lines[1]


def test_a_text_beyond_all_measure_is_refused_in_a_page_of_ours():
    answer = post("/record/minutes/new", title="Long", language="en", text="x" * (9 * 1024 * 1024))
    assert answer.status_code == 400
    assert "too large" in answer.content.decode()
