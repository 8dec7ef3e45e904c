"""Ada reports what Kari wrote, and a call; the form has all that is known, and the answer is for her alone."""

from __future__ import annotations

import pytest
import threads
from builders import ada, aino, bo, cy, helena, petra, sam, signed_in, team
from reports import REPORT, Form, opened, sent
from threads import HOUR, NOW

from evenhand.doors import clock
from evenhand.record.conversations.models import Message
from evenhand.record.erasing import actions as erasing
from evenhand.record.people.models import Member
from evenhand.record.protection.alerts import answering
from evenhand.record.protection.incidents.access import is_reporter
from evenhand.record.protection.incidents.amends import record_amends
from evenhand.record.protection.models import Alert, Incident, Quotation, Reporter

pytestmark = pytest.mark.django_db
INSULT = "You are a stupid cow"
ASK = {"start": 22, "end": 49, "text": "Send the invoice by Friday.", "kind": "information"}


@pytest.fixture(autouse=True)
def _desk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    for make in (ada, bo, cy, helena, petra, aino, sam):
        make()


def harsh(**found) -> Message:
    row = threads.thread("Good morning.", team=team(), whose=threads.customer(team=team()), owner=ada())
    found = {"attack": INSULT, "demand": {"level": "reasonable", "asks": [ASK]}} | found
    return threads.inbound(row, f"{INSULT}. Send the invoice by Friday.", at=NOW - HOUR / 2, **found)


def about(message: Message) -> str:
    return f"?message={message.pk}"


def text_of(answer) -> str:
    return answer.content.decode()


def test_three_answers_are_enough() -> None:
    message = harsh()
    answer = sent(ada(), about(message), ours="no")
    incident = Incident.objects.get()
    assert answer.headers["Location"] == f"/protection/incidents/{incident.pk}/reported"
    assert (incident.demand, incident.manner, incident.severity) == ("fair", "unacceptable", "abuse")
    assert (incident.message, incident.asked) == (message, "Send the invoice by Friday")
    assert incident.occurred_at == message.at
    assert (str(incident.contact), incident.customer) == ("Kari Holm", threads.customer())
    assert is_reporter(ada(), incident)
    assert Alert.objects.get(incident=incident).member == bo()
    assert set(Quotation.objects.values_list("text", "is_attack")) == {
        (INSULT, True),
        ("Send the invoice by Friday.", False),
    }


def test_the_form_hides_the_attack_and_says_whose_suggestion_it_is() -> None:
    html, values = opened(ada(), about(harsh()))
    assert "stupid" not in html
    assert 'class="hatched"' in html
    assert values["manner"] == ["unacceptable"]
    assert "ours" not in values
    assert html.count("The reading suggests this.") == 2


def test_an_answer_that_is_left_out_is_asked_again_and_nothing_typed_is_lost() -> None:
    answer = sent(ada(), about(harsh()), line="He has my number.", is_named="on", quoted=None, place="Hall 3")
    assert answer.status_code == 200
    html = text_of(answer)
    assert "Choose one; borderline is as good an answer as any." in html
    assert "He has my number." in html
    assert 'value="Hall 3"' in html
    assert "checked" in html[html.index('name="is_named"') : html.index('name="is_named"') + 200]
    assert not Incident.objects.exists()
    quoted = html[html.index('name="quoted"') :]
    assert "checked" not in quoted[: quoted.index(">")]


def test_what_does_not_belong_is_taken_out_and_what_was_missed_put_in() -> None:
    sent(ada(), about(harsh()), ours="no", quoted=None, missed="the invoice")
    assert list(Quotation.objects.values_list("text", flat=True)) == ["the invoice"]


def test_words_that_are_not_in_the_message_are_not_quoted() -> None:
    answer = sent(ada(), about(harsh()), ours="no", missed="the bill")
    assert "These words do not stand in the message like that." in text_of(answer)
    assert not Incident.objects.exists()


def test_places_that_were_not_offered_cannot_be_quoted() -> None:
    sent(ada(), about(harsh()), ours="no", quoted=["0-1", "5-999", "x"])
    assert not Quotation.objects.exists()


def test_two_answers_that_do_not_fit_together_are_asked_again() -> None:
    answer = sent(ada(), about(harsh()), manner="acceptable", ours="no")
    assert "Look at these two answers again." in text_of(answer)
    sent(ada(), about(harsh()), manner="acceptable", severity="discontent", ours="no")
    assert Incident.objects.get().severity == "discontent"


@pytest.mark.parametrize(
    ("manner", "severity"), [("acceptable", "discontent"), ("borderline", "aggression"), ("unacceptable", "abuse")]
)
def test_a_call_needs_three_answers_and_nothing_else(manner: str, severity: str) -> None:
    sent(ada(), demand="unclear", manner=manner, ours="unclear")
    incident = Incident.objects.get()
    assert (incident.severity, incident.channel, incident.occurred_at, incident.team) == (
        severity,
        "phone",
        NOW,
        team(),
    )


def test_a_meeting_is_told_in_ones_own_words() -> None:
    threads.customer(team=team())
    answers = {"demand": "unfair", "manner": "unacceptable", "ours": "no", "severity": "blow", "channel": "meeting"}
    sent(
        ada(), **answers, place="Hall 3", who="A driver", joined="Bo", customer="alder logistics",
        occurred_at="2026-03-09T16:30", asked="To sign", answered="No",
    )  # fmt: skip
    row = Incident.objects.get()
    assert (row.severity, row.channel, row.place, row.who, row.joined) == (
        "blow",
        "meeting",
        "Hall 3",
        "A driver",
        "Bo",
    )
    assert row.occurred_at.isoformat() == "2026-03-09T14:30:00+00:00"
    assert row.customer == threads.customer()


def test_a_customer_that_is_not_there_and_a_time_to_come_are_said_beside_the_field() -> None:
    answers = {"demand": "fair", "manner": "borderline", "ours": "no"}
    assert "There is no customer of that name." in text_of(sent(ada(), **answers, customer="Nobody"))
    late = sent(ada(), **answers, occurred_at="2026-03-11T10:00")
    assert "That time has not come yet." in text_of(late)
    assert not Incident.objects.exists()


def test_sent_twice_it_is_one_report() -> None:
    query = about(harsh())
    _, values = opened(ada(), query)
    first, second = (signed_in(ada()).post(f"{REPORT}{query}", values | {"ours": "no"}) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Incident.objects.count() == Reporter.objects.count() == Alert.objects.count() == 1


def test_by_the_second_route_neither_lead_nor_manager_sees_it() -> None:
    answer = sent(ada(), about(harsh()), ours="no", second="on")
    incident = Incident.objects.get()
    assert incident.route == "second"
    assert Alert.objects.get().member == aino()
    for member, status in ((bo(), 404), (helena(), 404), (aino(), 200), (ada(), 200)):
        assert signed_in(member).get(f"/protection/incidents/{incident.pk}").status_code == status
    page = text_of(signed_in(ada()).get(answer.headers["Location"]))
    assert "Aino Rask (Wellbeing)" in page
    assert "Bo Lindqvist" not in page[page.index("<main") :]


def test_whoever_is_asked_about_reports_is_told_what_their_absence_tells() -> None:
    words = "may work out that it is yours"
    for member, is_told in ((bo(), True), (helena(), True), (ada(), False)):
        assert (words in opened(member)[0]) is is_told, member


def test_a_message_that_is_gone_or_not_ones_own_can_still_be_reported() -> None:
    message = harsh()
    for member, query in ((ada(), "?message=99999"), (cy(), about(message)), (ada(), "?message=x")):
        html, _ = opened(member, query)
        assert "That message is not here any more, or you may no longer see it." in html
        assert "Kari Holm" not in html
        assert sent(member, query, demand="fair", manner="borderline", ours="no").status_code == 302
    assert not Incident.objects.exclude(message=None).exists()


def test_a_message_that_goes_while_the_form_is_open_takes_nothing_typed_with_it() -> None:
    message = harsh()
    _, values = opened(ada(), about(message))
    message.delete()
    answer = signed_in(ada()).post(REPORT + about(message), values | {"ours": "no", "line": "It was her third."})
    assert answer.status_code == 302
    row = Incident.objects.get()
    assert (row.message, row.who, row.line, row.channel) == (None, "Kari Holm", "It was her third.", "mail")


def test_a_message_whose_words_were_erased_says_so_and_quotes_nothing() -> None:
    message = harsh()
    asked = erasing.ask(f"message:{message.pk}", "objection", reason="Asked.", by=bo(), at=NOW)
    erasing.approve(asked, by=helena(), at=NOW)
    html, _ = opened(ada(), about(message))
    assert "The content was erased on 10 Mar 2026: the person objected." in html
    assert "Nothing can be quoted." in html
    sent(ada(), about(message), demand="unclear", manner="unacceptable", ours="no")
    assert Incident.objects.get().message == message
    assert not Quotation.objects.exists()


def test_words_that_are_erased_while_the_form_is_open_do_not_come_back_by_it() -> None:
    message = harsh()
    _, values = opened(ada(), about(message))
    asked = erasing.ask(f"message:{message.pk}", "objection", reason="Asked.", by=bo(), at=NOW)
    erasing.approve(asked, by=helena(), at=NOW)
    answer = signed_in(ada()).post(REPORT + about(message), values | {"ours": "no", "line": "It was her third."})
    html = text_of(answer)
    assert "What it said was erased while you wrote" in html
    assert "Send the invoice" not in html
    assert "It was her third." in html
    assert not Incident.objects.exists()
    again = {name: ones[0] for name, ones in Form(html, REPORT).values.items()}
    assert signed_in(ada()).post(REPORT + about(message), again | {"asked": "An invoice."}).status_code == 302
    row = Incident.objects.get()
    assert (row.asked, row.line, row.message) == ("An invoice.", "It was her third.", message)


def test_about_ones_own_reply_nothing_is_suggested() -> None:
    message = harsh()
    ours = threads.outbound(message.conversation, "It comes on Monday.", by=ada())
    html, values = opened(ada(), about(ours))
    assert "About what one of us wrote" in html
    assert not {"demand", "manner", "ours", "severity", "quoted"} & set(values)
    assert values["answered"] == ["It comes on Monday."]


def test_whoever_leaves_while_the_form_is_open_is_sent_to_sign_in() -> None:
    _, values = opened(ada())
    client = signed_in(ada())
    Member.objects.filter(pk=ada().pk).update(left_at=NOW)
    answer = client.post(REPORT, values | {"demand": "fair", "manner": "borderline", "ours": "no"})
    assert answer.headers["Location"].startswith("/sign-in")
    assert not Incident.objects.exists()


def test_once_somebody_has_answered_the_report_itself_is_shown() -> None:
    sent(ada(), about(harsh()), ours="no")
    alert = Alert.objects.get()
    where = f"/protection/incidents/{alert.incident_id}"
    assert "Bo Lindqvist" in text_of(signed_in(ada()).get(f"{where}/reported"))
    answering.answer(alert, answering.Decided("backed", "You were right."), by=bo(), at=NOW)
    assert signed_in(ada()).get(f"{where}/reported").headers["Location"] == where


def test_with_nobody_left_to_ask_the_answer_says_so() -> None:
    Member.objects.exclude(pk=ada().pk).update(left_at=NOW)
    answer = sent(ada(), about(harsh()), ours="no")
    assert not Alert.objects.exists()
    page = text_of(signed_in(ada()).get(answer.headers["Location"]))
    assert "There is nobody here at the moment whom the desk could ask." in page


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Bo Lindqvist (Team lead)"),
        ("fi", "Tämä ei ole sinun vikasi"),
        ("zh-hant", "這不是你的錯"),
        ("zh-hans", "这不是你的错"),
    ],
)
def test_the_answer_is_in_the_language_of_whoever_reported(language: str, words: str) -> None:
    Member.objects.filter(pk=ada().pk).update(language=language)
    answer = sent(Member.objects.get(pk=ada().pk), about(harsh()), ours="yes")
    page = text_of(signed_in(ada()).get(answer.headers["Location"]))
    assert words in page
    assert "Bo Lindqvist" in page


def test_where_the_fault_is_ours_the_answer_says_what_that_does_not_allow() -> None:
    answer = sent(ada(), about(harsh()), ours="yes")
    page = text_of(signed_in(ada()).get(answer.headers["Location"]))
    assert "Something on our side went wrong, and the firm puts that right." in page


def test_earlier_amends_stand_at_the_next_report_and_the_next_answer() -> None:
    message = harsh()
    sent(ada(), about(message), ours="no")
    record_amends(Incident.objects.get(), "apology", words="Sorry.", by=bo(), at=NOW)
    assert "They have made amends: they apologised" in opened(ada(), about(message))[0]
    thread = text_of(signed_in(ada()).get(f"/conversations/{message.conversation_id}"))
    assert "They have made amends: they apologised" in thread


def test_every_message_leads_to_its_report_and_the_key_to_the_last_of_theirs() -> None:
    message = harsh()
    ours = threads.outbound(message.conversation, "It comes on Monday.", by=ada())
    html = text_of(signed_in(ada()).get(f"/conversations/{message.conversation_id}"))
    for one in (message, ours):
        assert f'data-row-key="i" href="{REPORT}{about(one)}"' in html
    assert f'data-key="i" href="{REPORT}{about(message)}"' in html


def test_it_takes_few_queries_however_long_the_story_is(django_assert_max_num_queries) -> None:
    message = harsh()
    for number in range(30):
        threads.inbound(message.conversation, f"{number} {INSULT}", at=NOW - (number + 1) * HOUR, attack=INSULT)
    client = signed_in(ada())
    with django_assert_max_num_queries(30):
        assert client.get(f"{REPORT}{about(message)}").status_code == 200
