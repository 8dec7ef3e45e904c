"""The client who wants the agreed minutes changed in her favour: two windows, hers and the agent's.

The desk of the journey has no mail server, so Ada hands each letter over herself, as she would by her own mailbox.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from served import Served

SignIn = Callable[..., Page]
AGREED = "Present: Vivian, Ada.\nHarbourline sends two reports a month.\nThe price is 900 euros a month."
WISHED = AGREED.replace("two reports", "four reports")
MENDED = AGREED.replace("two reports", "three reports").replace("900", "1200")


@pytest.fixture
def client_window(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Opens a link as somebody at the customer does: no account, no cookies, no scripts."""
    contexts = []

    def open_link(link: str) -> Page:
        context = browser.new_context(locale="en-GB", java_script_enabled=False)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(link)
        return page

    yield open_link
    for context in contexts:
        context.close()


def name_somebody(page: Page, name: str, email: str, language: str = "en") -> None:
    """Name a person at the customer."""
    details = page.locator("details", has_text="Name somebody at the customer")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    details.locator("#theirs-name").fill(name)
    details.locator("#theirs-email").fill(email)
    details.locator("#theirs-language").select_option(language)
    details.get_by_role("button", name="Add to those named").first.click()
    expect(page.locator(".notice.success")).to_contain_text(name)


def hand_over(page: Page, email: str) -> str:
    """Open the letter to this address, once; its text. Then back to the minute."""
    minute = page.url
    page.goto(minute)
    page.locator(".rows > li", has_text=email).get_by_role("button", name="Show it").first.click()
    text = page.locator("#letter-text").inner_text()
    page.goto(minute)
    return text


def hand_over_link(page: Page, email: str) -> str:
    """Hand letters to this address over until one holds a link."""
    for _ in range(5):
        letter = hand_over(page, email)
        if "/agree/" in letter:
            return letter
    raise AssertionError(f"No letter with a link to {email}.")


def link_in(letter: str) -> str:
    """The personal link in a letter."""
    found = re.search(r"http://\S+/agree/\S+", letter)
    assert found is not None, letter
    return found[0]


def propose(page: Page, text: str, why: str, money: str) -> None:
    """Write a change down and send it."""
    page.get_by_role("link", name=re.compile("Propose a change|Mend the change")).click()
    page.locator("#id_text").fill(text)
    page.locator("#id_why").fill(why)
    page.locator("#id_time_impact").fill("None.")
    page.locator("#id_money_impact").fill(money)
    page.locator("#id_scope_impact").fill("More reports each month.")
    page.get_by_role("button", name="Save and look at the difference").click()
    page.get_by_role("button", name="Send for agreement").click()


def agree(window: Page) -> None:
    """Press the button and read that it is recorded."""
    window.get_by_role("button", name="I agree to this text").click()
    expect(window.get_by_role("heading", level=1)).to_have_text("You have agreed")


def test_agreed_minutes_are_changed_only_when_everyone_agrees(
    sign_in: SignIn, client_window: Callable[[str], Page], desk: Served
) -> None:
    ada = sign_in("ada")
    ada.goto(f"{desk.address}/inbox")
    ada.get_by_role("link", name="Small correction to the November minutes").first.click()
    ada.get_by_role("link", name="Write a minute").click()
    ada.locator("#id_title").fill("Reports from November on")
    ada.locator("#id_text").fill(AGREED)
    ada.get_by_role("button", name="Save as a draft").click()
    name_somebody(ada, "Vivian Stone", "vivian@client.example")
    name_somebody(ada, "Otto Falk", "otto@client.example")
    ada.get_by_role("button", name="Send for agreement").click()
    minute = ada.url

    for email in ("vivian@client.example", "otto@client.example"):
        letter = hand_over(ada, email)
        window = client_window(link_in(letter))
        expect(window.locator(".written").first).to_contain_text("two reports a month")
        agree(window)
    ada.goto(minute)
    expect(ada.locator(".lead")).to_contain_text("version 1 is in force")

    propose(ada, WISHED, "Vivian asks for four reports.", "None.")
    vivian_letter = hand_over_link(ada, "vivian@client.example")
    assert "[- two -]" in vivian_letter
    agree(client_window(link_in(vivian_letter)))
    otto = client_window(link_in(hand_over_link(ada, "otto@client.example")))
    expect(otto.locator("del.taken").last).to_contain_text("two")
    expect(otto.locator("ins.put").last).to_contain_text("four")
    otto.locator("#object-words").fill("Four reports for the price of two is not fair.")
    otto.get_by_role("button", name="I do not agree").click()
    expect(otto.get_by_role("heading", level=1)).to_have_text("You have not agreed")

    told = hand_over(ada, "vivian@client.example")
    assert "Otto Falk" in told
    assert "Four reports for the price of two is not fair." in told
    ada.goto(minute)
    expect(ada.locator("#newest-title")).to_contain_text("not agreed")
    expect(ada.locator(".lead")).to_contain_text("version 1 is in force")
    expect(ada.get_by_role("region", name="In force", exact=True)).to_contain_text("Version 1")
    expect(ada.locator(".beside-side .answers")).to_contain_text("Four reports for the price of two is not fair.")

    propose(ada, MENDED, "Three reports, and the price follows.", "300 euros more each month.")
    links = [link_in(hand_over_link(ada, email)) for email in ("vivian@client.example", "otto@client.example")]
    windows = [client_window(link) for link in links]
    agree(windows[0])
    ada.goto(minute)
    expect(ada.get_by_role("region", name="In force", exact=True)).to_contain_text("Version 1")
    ada.goto(desk.address)
    expect(ada.get_by_text("1 of 2 have agreed")).to_be_visible()
    agree(windows[1])
    expect(windows[1].get_by_text("The text is in force.")).to_be_visible()
    ada.goto(minute)
    expect(ada.get_by_role("region", name="In force", exact=True)).to_contain_text("Version 3")
    otto.reload()
    expect(otto.get_by_role("heading", level=1)).to_have_text("There is a newer version")
