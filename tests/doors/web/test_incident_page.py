"""The page of an incident: what happened in both axes, whose words, who looked, amends; and the page before it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import threads
from builders import ada, aino, bo, cy, helena, petra, sam, signed_in, team
from django.db.models.signals import post_init
from incidents import DAY, an_incident
from reports import sent
from threads import HOUR, NOW

from evenhand.doors import clock
from evenhand.record.conversations.models import Message
from evenhand.record.ledger.models import Entry
from evenhand.record.people.models import Member
from evenhand.record.protection.incidents.reporting import Words
from evenhand.record.protection.models import Amends, Incident, Look, Quotation

pytestmark = pytest.mark.django_db
INSULT = "You are a stupid cow"
WROTE = f"{INSULT}. Send the invoice, {INSULT}, by Friday."


@pytest.fixture(autouse=True)
def _desk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    for make in (ada, bo, cy, helena, petra, aino, sam):
        make()


def hurt(**changed) -> Incident:
    """Ada reports what Kari wrote; the ask that is quoted repeats the insult."""
    row = threads.thread("Good morning.", team=team(), whose=threads.customer(team=team()), owner=ada())
    message = threads.inbound(row, WROTE, attack=INSULT)
    again = WROTE.index(INSULT, 5)
    quoted = [
        Words(message, 0, len(INSULT)),
        Words(message, again, again + len(INSULT)),
        Words(message, WROTE.index("Send"), len(WROTE), is_attack=False),
    ]
    return an_incident(at=NOW, message=message, quotations=quoted, channel="mail", who="", line="My third.", **changed)


def address(incident: Incident) -> str:
    return f"/protection/incidents/{incident.pk}"


def page(member: Member, where: str) -> str:
    answer = signed_in(member).get(where)
    assert answer.status_code == 200
    html = answer.content.decode()
    return html[html.index("<main") :]


def looks() -> list[tuple[str, str | None, bool]]:
    """What they were and whose, in the order of the ledger."""
    entries = Entry.objects.filter(kind="incident.seen").order_by("number")
    rows = [Look.objects.get(pk=json.loads(str(entry.body))["look"]) for entry in entries]
    return [(row.what, row.member.name if row.member else None, row.is_reporter) for row in rows]


def test_it_tells_what_happened_in_both_axes_and_whose_fault() -> None:
    html = page(bo(), address(hurt()))
    for words in ("Abuse", "Kari Holm", "Alder Logistics", "My third.", "A new invoice by Friday.", "We would send it"):
        assert words.casefold() in html.casefold()
    for words in ("<strong>fair</strong>", "<strong>not acceptable</strong>", "<strong>not ours</strong>"):
        assert words in html


def test_the_reporter_is_a_role_unless_they_chose_their_name() -> None:
    incident = hurt()
    for member in (bo(), helena(), aino()):
        html = page(member, address(incident))
        assert "Ada" not in html
        assert "somebody here: Agent" in html
    assert "you reported this" in page(ada(), address(incident))
    assert "Ada Virtanen (Agent)" in page(bo(), address(hurt(is_named=True)))


def test_attacks_are_hidden_also_where_another_quotation_repeats_them() -> None:
    html = page(bo(), address(hurt()))
    assert "stupid" not in html
    assert "by Friday." in html
    assert html.count("hatched") >= 3


def test_opening_a_passage_takes_two_steps_and_is_written_down_with_a_name() -> None:
    incident = hurt()
    first, second = Quotation.objects.filter(is_attack=True).order_by("start")
    client = signed_in(bo())
    assert "Show the words" in page(bo(), address(incident))
    client.post(f"{address(incident)}/reveal", {"quotation": first.pk, "page": "1"})
    html = page(bo(), address(incident))
    assert html.count("stupid") == 1
    assert "Bo Lindqvist opened hidden words" in html
    client.post(f"{address(incident)}/reveal", {"quotation": [first.pk, second.pk]})
    assert page(bo(), address(incident)).count("stupid") == 3
    assert "stupid" not in page(bo(), f"{address(incident)}?hide=1")
    assert "stupid" not in page(helena(), address(incident))
    assert [one for one in looks() if one[0] == "reveal"] == [("reveal", "Bo Lindqvist", False)] * 2
    assert sum("reveal" in str(one.body) for one in Entry.objects.filter(kind="incident.seen")) == 2


def test_opened_words_close_by_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    incident = hurt()
    first = Quotation.objects.filter(is_attack=True).first()
    signed_in(bo()).post(f"{address(incident)}/reveal", {"quotation": first.pk})
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=31))
    assert "stupid" not in page(bo(), address(incident))


def test_words_of_another_incident_are_not_opened() -> None:
    other = hurt()
    foreign = Quotation.objects.filter(incident=other, is_attack=True).first()
    mine = an_incident(by=cy())
    for values in ({"quotation": foreign.pk}, {"quotation": "x"}, {"quotation": "9" * 30}, {}):
        assert signed_in(cy()).post(f"{address(mine)}/reveal", values).status_code == 302
    assert not Look.objects.filter(what="reveal").exists()


def test_every_view_is_a_look_and_the_reporters_own_names_nobody() -> None:
    incident = hurt()
    page(ada(), address(incident))
    page(bo(), address(incident))
    page(bo(), address(incident))
    assert looks() == [("view", None, True), ("view", "Bo Lindqvist", False)]
    html = page(helena(), address(incident))
    assert "whoever reported it looked" in html
    assert "Bo Lindqvist looked" in html
    assert "Ada" not in html


def test_it_is_never_kept_by_a_browser() -> None:
    incident = hurt()
    for where in (address(incident), f"{address(incident)}/reported", "/protection", "/protection/mine"):
        assert "no-store" in signed_in(ada()).get(where).headers["Cache-Control"]


def test_amends_are_put_on_record_and_the_reporter_is_not_named_for_it() -> None:
    incident = hurt()
    sorry = threads.inbound(incident.conversation, "I am sorry.", at=NOW)
    where = f"{address(incident)}/amends"
    signed_in(ada()).post(where, {"kind": "apology", "message": str(sorry.pk)})
    assert Amends.objects.get().message == sorry
    html = page(bo(), address(incident))
    assert "They apologised." in html
    assert "put on record by whoever reported it" in html
    assert "Ada" not in html


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"kind": "apology"}, "Choose the message in which they did it"),
        ({"kind": "x", "words": "Sorry"}, "Choose how they made it good."),
    ],
)
def test_amends_that_say_nothing_are_refused(values: dict[str, str], words: str) -> None:
    incident = hurt()
    answer = signed_in(bo()).post(f"{address(incident)}/amends", values, follow=True)
    assert words in answer.content.decode()
    assert not Amends.objects.exists()


def test_a_message_that_one_may_not_see_makes_nothing_good() -> None:
    incident = an_incident(by=cy(), who="Kari")
    elsewhere = hurt().message
    values = {"kind": "apology", "message": str(elsewhere.pk)}
    assert signed_in(cy()).post(f"{address(incident)}/amends", values).status_code == 404
    assert not Amends.objects.exists()


def test_where_the_message_is_gone_its_words_stay() -> None:
    incident = hurt()
    Message.objects.filter(pk=incident.message_id).delete()
    html = page(bo(), address(incident))
    assert "the message is not here any more" in html
    assert "by Friday." in html


def test_an_incident_whose_words_were_erased_says_what_went_and_what_stays() -> None:
    incident = hurt()
    Incident.objects.filter(pk=incident.pk).update(wiped_at=NOW - HOUR, line="", asked="", answered="", who="")
    Quotation.objects.update(text="")
    html = page(bo(), address(incident))
    assert "The words of this report were erased" in html
    assert "These words were erased." in html
    assert "Open…" not in html
    assert "Abuse" in html


def test_thousands_of_quotations_open_in_pages_and_only_those_of_the_page_are_read() -> None:
    incident = hurt()
    rows = [
        Quotation(incident=incident, number=100_000 + n, start=0, end=9, text=f"attack {n}", sent_at=NOW - n * HOUR)
        for n in range(4000)
    ]
    Quotation.objects.bulk_create(rows, batch_size=500)
    client = signed_in(bo())
    client.get(address(incident))
    made: list[Quotation] = []
    with read_rows(Quotation, made):
        answer = client.get(f"{address(incident)}?quotes=100")
    assert 0 < len(made) <= 100
    html = answer.content.decode()
    assert "Page 100 of 161" in html
    assert len(answer.content) < 200_000
    assert "Page 161 of 161" in page(bo(), f"{address(incident)}?quotes=9999")
    assert "Page 1 of 161" in page(bo(), f"{address(incident)}?quotes=x")


@contextmanager
def read_rows(model: type[Quotation], made: list[Quotation]) -> Iterator[None]:
    """Keeps each row of `model` that is made of what the database says meanwhile."""

    def keep(sender: object, instance: Quotation, **_: object) -> None:
        made.append(instance)

    post_init.connect(keep, sender=model)
    try:
        yield
    finally:
        post_init.disconnect(keep, sender=model)


def test_the_first_page_shows_what_one_may_see_and_to_whom_it_waits() -> None:
    hurt()
    assert "Kari Holm" in page(bo(), "/protection")
    assert "to be answered by" in page(bo(), "/protection")
    for member in (cy(), petra(), sam()):
        assert "Kari Holm" not in page(member, "/protection")
    assert "Kari Holm" in page(ada(), "/protection/mine")
    assert "Kari Holm" not in page(bo(), "/protection/mine")


def test_older_ones_are_reached_page_by_page() -> None:
    for number in range(12):
        an_incident(who=f"Caller {number}.", at=DAY + timedelta(minutes=number))
    first = page(bo(), "/protection")
    assert "Caller 11." in first
    assert "Caller 1." not in first
    earlier = Incident.objects.get(who="Caller 2.").pk
    assert "Caller 1." in page(bo(), f"/protection?before={earlier}")


def test_the_page_of_a_customer_shows_the_incidents_one_may_see() -> None:
    incident = hurt()
    where = f"/customers/{incident.customer_id}"
    assert f'href="{address(incident)}"' in page(bo(), where)
    assert f'href="{address(incident)}"' not in page(petra(), where)
    assert f'href="/protection/report?customer={incident.customer_id}"' in page(petra(), where)


def test_from_a_customer_the_report_names_it() -> None:
    row = threads.customer(team=team())
    sent(ada(), f"?customer={row.pk}", demand="fair", manner="borderline", ours="no")
    assert Incident.objects.get().customer == row
