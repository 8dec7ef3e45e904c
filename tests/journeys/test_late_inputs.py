"""The job that is late because the customer's inputs never came: said in writing, recorded, split on two clocks."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

SignIn = Callable[..., Page]
PHONE = {"width": 360, "height": 800}
SAID = "We can move the store once we have your list of shelves. Until it comes, our clock stands still."


def open_conversation(page: Page) -> str:
    """The first conversation of the inbox; its address without what follows."""
    page.locator(".rail, nav").get_by_role("link", name="Inbox").first.click()
    page.locator(".lines [data-open]").first.click()
    page.wait_for_url(re.compile(r"/conversations/\d+"))
    return page.url.split("#")[0].split("?")[0]


def write_that_we_wait(page: Page) -> None:
    """Mark a reply as sent in which we say that we wait."""
    page.fill("#reply-text", SAID)
    page.get_by_role("button", name="Copy and mark as sent").click()
    expect(page.locator("#thread")).to_contain_text(SAID)


def put_their_promise_on_record(page: Page, what: str) -> None:
    """By hand, in the panel beside the thread."""
    page.locator("details[data-takes-words] > summary").click()
    form = page.locator("details[data-takes-words] form")
    form.get_by_label("Theirs").check()
    form.get_by_label("What was promised").fill(what)
    form.get_by_role("button", name="Put on record").click()
    expect(page.locator("#messages")).to_contain_text("It is on record now.")


def test_the_delay_is_theirs_and_shown_with_its_proof(sign_in: SignIn) -> None:
    page = sign_in("ada")
    address = open_conversation(page)
    write_that_we_wait(page)
    put_their_promise_on_record(page, "Send the list of shelves")
    expect(page.locator("#clocks")).to_contain_text("All of it is ours")
    owed = page.locator("#promises .promise", has_text="Send the list of shelves")
    owed.locator("summary", has_text="We wait for it").click()
    owed.get_by_role("button", name="We wait since then").click()
    owed = page.locator("#promises .promise", has_text="Send the list of shelves")
    expect(owed).to_contain_text("that we wait for it.")
    expect(page.locator("#clocks")).to_contain_text("Our clock")
    owed.get_by_role("link", name=re.compile("We said on")).click()
    expect(page.locator(".message").last).to_contain_text(SAID)
    page.goto(f"{address}#record")
    page.locator(".promise", has_text="Send the list of shelves").get_by_role("button", name="They did it").click()
    page.goto(address)
    expect(page.locator("#promises")).not_to_contain_text("Send the list of shelves")
    expect(page.locator("#course figcaption")).to_contain_text("theirs")
    page.locator("#course summary").click()
    expect(page.locator("#course .course-table")).to_contain_text("Ours stood still: we waited for them")
    page.locator(".thread-lead a[href^='/customers/']").first.click()
    expect(page.locator("#clocks .course-table").first.get_by_role("link", name="the message").first).to_be_visible()


def test_the_next_update_is_promised_seen_and_given(sign_in: SignIn) -> None:
    page = sign_in("ada")
    address = open_conversation(page)
    page.locator("#update form button").first.click()
    expect(page.locator(".thread-lead")).to_contain_text("next update by")
    page.goto(address)
    page.fill("#reply-text", "Nothing new yet; I write again tomorrow.")
    page.get_by_role("button", name="Copy and mark as sent").click()
    expect(page.locator(".thread-lead")).not_to_contain_text("next update by")


def test_it_all_works_without_scripts_on_a_small_screen(sign_in: SignIn) -> None:
    page = sign_in("ada", viewport=PHONE, java_script_enabled=False)
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + "/inbox")
    page.locator(".lines [data-open]").first.click()
    put_their_promise_on_record(page, "Send the keys")
    expect(page.locator("#promises")).to_contain_text("Send the keys")
    page.locator("details.cite > summary").click()
    page.locator(".cite .menu-item", has_text="Send the keys").click()
    assert "you promised: Send the keys" in page.locator("#reply-text").input_value()
