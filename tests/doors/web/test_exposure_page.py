"""What somebody has had to read: seen by them and by the wellbeing role, and said warmly when it is enough."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import threads
from builders import ada, aino, bo, cy, helena, petra, sam, signed_in, somebody, team
from incidents import an_incident
from threads import HOUR, NOW

from evenhand.doors import clock
from evenhand.record.conversations import actions
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.ledger.models import Entry
from evenhand.record.people.models import Member

pytestmark = pytest.mark.django_db
ADDRESS = "/protection/exposure"
ENOUGH = "You have had a lot to take today."
DAYS = timedelta(days=1)


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def page(member: Member, address: str = ADDRESS) -> str:
    return " ".join(signed_in(member).get(address, follow=True).content.decode().split())


def words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def of(member: Member) -> Conversation:
    row = threads.thread("Hello.", ended=NOW - 9 * DAYS, team=team())
    actions.assign(row, member, by=member, at=NOW - 9 * DAYS)
    return row


def rude(row: Conversation, at=NOW - 3 * HOUR) -> Message:
    return threads.inbound(row, "Order 7 is late, you fools.", at=at, attack="you fools")


def enough_for(member: Member) -> Conversation:
    row = of(member)
    for _ in range(5):
        rude(row)
    return row


def test_one_sees_one_s_own_figures_and_since_when():
    rude(of(ada()))
    rude(of(ada()), at=NOW - 5 * DAYS)
    said = words(page(ada()))
    assert "The last one reached you 3 h ago." in said
    assert "The last 24 hours 1 0 The last 7 days 2 0 The last 28 days 2 0" in said


def test_nothing_to_read_is_said_too():
    assert "None reached you in the last 28 days." in page(ada())
    assert "You read no messages from customers here" in page(petra())


def test_whoever_looks_after_wellbeing_sees_everybody_by_name_and_that_is_recorded():
    rude(of(bo()))
    ada()
    said = words(page(aino()))
    assert "Ada Virtanen 0 0 0 0 – Bo Lindqvist 1 1 1 0 3 h" in said
    assert Entry.objects.get(kind="exposure.seen").actor == aino().actor
    page(aino())
    assert Entry.objects.filter(kind="exposure.seen").count() == 2


def test_those_on_the_list_see_who_looked():
    assert "Nobody has looked at the list of everybody yet." in page(ada())
    page(aino())
    assert "Aino Rask, " in words(page(ada()))


@pytest.mark.parametrize("who", [ada, bo, cy, helena, petra, sam])
def test_no_other_role_sees_anybody_else_s_figures_and_a_view_of_one_s_own_is_not_recorded(who):
    others = [each() for each in (ada, bo, cy, helena) if each is not who]
    for other in others:
        rude(of(other))
    text = page(who())
    assert "Everybody who serves" not in text
    assert not [other.name for other in others if other.name in text.split("<main")[1]]
    assert not Entry.objects.filter(kind="exposure.seen").exists()


@pytest.mark.parametrize("who", [ada, cy, bo, petra, sam])
def test_team_figures_are_for_managers_and_wellbeing(who):
    for number in range(5):
        threads.outbound(of(bo()), "Yes.", by=somebody(f"N{number} Who", ["agent"]), at=NOW - 4 * DAYS)
    rude(of(bo()))
    assert "By team, the last 28 days" not in page(who())
    said = words(page(helena()))
    assert "Nordic desk 1 message with an attack; 6 people served" in said


def test_a_manager_is_told_nothing_of_a_team_of_four():
    for number in range(3):
        threads.outbound(of(bo()), "Yes.", by=somebody(f"N{number} Who", ["agent"]), at=NOW - 4 * DAYS)
    rude(of(bo()))
    said = words(page(helena()))
    assert "with an attack;" not in said


def test_whoever_has_had_enough_is_told_so_on_today_the_conversation_and_their_own_page():
    row = enough_for(ada())
    bo()
    for address in ("/", f"/conversations/{row.pk}", ADDRESS):
        text = page(ada(), address)
        assert ENOUGH in text
        assert "Bo Lindqvist could take over." in text
        assert "/protection/requests/new?kind=rest" in text
    assert f"/protection/requests/new?kind=switch&amp;conversation={row.pk}" in page(ada(), f"/conversations/{row.pk}")


def test_the_link_leads_to_the_request_with_the_conversation_in_it():
    row = enough_for(ada())
    answer = signed_in(ada()).get(f"/protection/requests/new?kind=switch&conversation={row.pk}")
    assert answer.status_code == 200
    assert f'value="{row.pk}"' in answer.content.decode()


@pytest.mark.parametrize("who", [bo, helena, cy, aino, sam])
def test_nobody_else_is_told_that_somebody_has_had_enough(who):
    row = enough_for(ada())
    for address in ("/", f"/conversations/{row.pk}", ADDRESS, "/protection", "/customers"):
        assert ENOUGH not in page(who(), address)


def test_four_messages_are_no_reason_to_say_so_and_a_civil_conversation_is_left_in_peace():
    row = of(ada())
    for _ in range(4):
        rude(row)
    assert ENOUGH not in page(ada(), "/")
    rude(row)
    assert ENOUGH in page(ada(), "/")
    assert ENOUGH not in page(ada(), f"/conversations/{of(ada()).pk}")


def test_colleagues_are_named_without_a_figure():
    row = enough_for(ada())
    rude(of(bo()))
    somebody("Eve Lahti", ["agent"], team_name="Nordic desk")
    text = words(page(ada(), f"/conversations/{row.pk}"))
    assert "Eve Lahti or Bo Lindqvist could take over." in text


PLACES = ("/", "/inbox", "/customers", "/search?q=order", "/record", "/protection", "/settings", "/settings/members",
          "/settings/teams", "/ledger", "/settings/how-often-we-are-wrong")  # fmt: skip


@pytest.mark.parametrize("who", [bo, cy, helena, petra, aino, sam])
def test_no_page_but_this_one_gives_figures_of_exposure(who, monkeypatch):
    enough_for(ada())
    row = Conversation.objects.latest("pk")

    def nobody_asks(*_arguments, **_more):
        raise AssertionError("a page of somebody else asked for everybody's exposure")

    monkeypatch.setattr("evenhand.record.protection.wellbeing.exposure.exposure_of_all", nobody_asks)
    monkeypatch.setattr("evenhand.record.protection.wellbeing.team_exposure.team_exposures", nobody_asks)
    for place in (*PLACES, f"/conversations/{row.pk}"):
        text = page(who(), place)
        assert "had to read" not in text.replace("What you have had to read", "")
        assert ENOUGH not in text


def people_of(count: int) -> Conversation:
    row = threads.thread("Hello.", ended=NOW - 60 * DAYS, team=team())
    for number in range(count):
        threads.outbound(row, "Yes.", by=somebody(f"N{number} Who", ["agent"]), at=NOW - 50 * DAYS)
    return row


def test_the_report_rate_is_the_headline_with_what_it_rests_on():
    row = people_of(5)
    first, second = rude(row, NOW - 40 * DAYS), rude(people_of(5), NOW - 30 * DAYS)
    an_incident(conversation=first.conversation, by=ada(), at=NOW - 39 * DAYS)
    assert second.conversation != first.conversation
    text = page(bo(), "/protection")
    assert '<p class="headline">50%</p>' in text
    said = words(text)
    assert "Reported within 14 days: 1 of 2 messages from 26 Aug 2025 to 24 Feb 2026 in which" in said
    assert "95% interval: 9.5–91%" in said
    assert "44% of those who had met hostility reported it" in said
    assert said.index("How much is reported") < said.index("Latest reports")


def test_with_four_people_there_is_no_share():
    rude(people_of(4), NOW - 40 * DAYS)
    text = page(bo(), "/protection")
    assert 'class="headline"' not in text
    assert "Fewer than five people served" in text


def test_without_an_attack_there_is_no_share_either():
    people_of(5)
    text = page(bo(), "/protection")
    assert 'class="headline"' not in text
    assert "No message that attacked somebody was found" in text
