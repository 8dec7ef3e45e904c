"""Ada reports what somebody wrote: from the message to the sent report in five interactions at most, counted."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable

from playwright.sync_api import Page, expect
from served import Served
from speaking import speak

SignIn = Callable[..., Page]
PHONE = {"width": 360, "height": 800}
HARSH = """
SELECT conversation_id, id FROM conversations_message
WHERE manner = 'abusive' AND direction = 'inbound' AND sender_name = 'Roland Pike' ORDER BY at DESC
"""


class Hands:
    """What a person does on a page, counted: a key, a click."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, key: str) -> None:
        self.count += 1
        self.page.keyboard.press(key)

    def choose(self, question: str, answer: str) -> None:
        """One of the answers to a question; nothing where it is chosen already."""
        radio = self.page.get_by_role("group", name=question).get_by_role("radio", name=answer, exact=True)
        if not radio.is_checked():
            self.count += 1
            radio.check()

    def send(self) -> None:
        self.count += 1
        self.page.get_by_role("button", name="Send the report").click()


def harsh_message(desk: Served) -> tuple[int, int]:
    """A conversation of Ada's team and the latest message in which somebody is insulted."""
    with sqlite3.connect(desk.folder / "evenhand.sqlite3") as record:
        row = record.execute(HARSH).fetchone()
    assert row is not None, "the demo has somebody who insults"
    return row


def opened(page: Page, desk: Served, message: tuple[int, int]) -> None:
    page.goto(f"{desk.address}/conversations/{message[0]}?at={message[1]}")
    expect(page.locator(f"#m-{message[1]}")).to_be_visible()


def test_from_message_to_sent_report_in_five_interactions(sign_in: SignIn, desk: Served) -> None:
    page = sign_in("ada", viewport={"width": 1280, "height": 900})
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda said: trouble.append(said.text) if said.type == "error" else None)
    message = harsh_message(desk)
    opened(page, desk, message)
    hands = Hands(page)
    hands.press("i")
    page.wait_for_url(re.compile(rf"/protection/report\?message={message[1]}$"))
    hands.choose("Was what they asked for fair?", "Borderline")
    hands.choose("Was the way they asked acceptable?", "It was not acceptable")
    hands.choose("Is any of it our fault?", "No")
    hands.send()
    page.wait_for_url("**/reported")
    assert hands.count <= 5
    expect(page.get_by_role("heading", level=1)).to_contain_text("not your fault")
    expect(page.locator("main")).to_contain_text("Bo Lindqvist (Team lead)")
    expect(page.get_by_role("heading", name="What you may ask for")).to_be_visible()
    page.get_by_role("link", name="See your report").click()
    expect(page.locator("main")).to_contain_text("you reported this")
    hidden = page.locator(".quotes .hatched").first
    expect(hidden).to_be_visible()
    page.locator(".quotes details summary").first.click()
    page.get_by_role("button", name="Show the words").first.click()
    expect(page.locator(".quotes .opened")).to_have_count(1)
    expect(page.locator(".looks")).to_contain_text("whoever reported it opened hidden words")
    assert trouble == []


def test_the_key_reports_the_message_that_has_the_focus(sign_in: SignIn, desk: Served) -> None:
    page = sign_in("ada")
    conversation, last = harsh_message(desk)
    page.goto(f"{desk.address}/conversations/{conversation}")
    first = page.locator(".message").first
    number = (first.get_attribute("id") or "").removeprefix("m-")
    first.focus()
    page.keyboard.press("i")
    page.wait_for_url(f"**/protection/report?message={number}")
    page.go_back()
    page.locator("#reply-text").focus()
    page.keyboard.press("i")
    assert "/report" not in page.url, "one may write an i"
    assert last


def test_a_call_is_reported_on_a_telephone_without_scripts(sign_in: SignIn, desk: Served) -> None:
    page = sign_in("ada", viewport=PHONE, java_script_enabled=False)
    page.goto(f"{desk.address}/")
    page.get_by_role("link", name="Report something").click()
    hands = Hands(page)
    hands.choose("Was what they asked for fair?", "It was fair")
    hands.choose("Was the way they asked acceptable?", "It was not acceptable")
    hands.choose("Is any of it our fault?", "Yes, at least in part")
    page.get_by_label("Who it was").fill("A caller of Alder")
    hands.send()
    page.wait_for_url("**/reported")
    assert hands.count == 4
    expect(page.locator("main")).to_contain_text("went wrong")
    assert page.locator("body").bounding_box()["width"] <= PHONE["width"]  # type: ignore[index]
    page.goto(f"{desk.address}/protection")
    expect(page.get_by_role("link", name="A caller of Alder")).to_be_visible()


def test_the_manager_sees_a_role_and_answers_in_finnish(sign_in: SignIn, desk: Served) -> None:
    page = sign_in("helena")
    speak(page, desk.address, "fi")
    page.goto(f"{desk.address}/protection")
    page.locator(".rows [data-open][href*='/protection/incidents/']").first.click()
    expect(page.locator("main")).to_contain_text("joku")
    assert page.locator("main").inner_text().count("Ada") == 0
