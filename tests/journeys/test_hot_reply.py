"""Ada answers in anger: told while she writes, she lets one thing stand and sends the rest with a reason."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

SignIn = Callable[..., Page]
PHONE = {"width": 360, "height": 800}
HOT = "You are idiots. We guarantee that this will never happen again. We will send you the corrected list."
# One finding after an emoji of two units and a letter with a combining mark, as the server counts: in code points.
MADE = """<div class="findings" data-findings data-status="Found: 1 suggestion.">
<ol class="finding-list"><li class="finding is-suggestion" data-start="8" data-end="18" data-severity="suggestion">
<button name="replace" data-replaces="quite ">Write “quite”</button></li></ol></div>"""


def open_conversation(page: Page, at: int = 0) -> str:
    """A conversation of the inbox; its address."""
    page.goto("/".join(page.url.split("/")[:3]) + "/inbox")
    page.locator(".lines [data-open]").nth(at).click()
    page.wait_for_url(re.compile(r"/conversations/\d+"))
    return page.url.split("#")[0].split("?")[0]


def put_their_promise_on_record(page: Page, what: str) -> None:
    """The customer owes us something."""
    page.locator("details[data-takes-words] > summary").click()
    form = page.locator("details[data-takes-words] form")
    form.get_by_label("Theirs").check()
    form.get_by_label("What was promised").fill(what)
    form.get_by_role("button", name="Put on record").click()
    expect(page.locator("#messages")).to_contain_text("It is on record now.")


def underlined(page: Page) -> list[str]:
    """The words under which a line is drawn."""
    found: list[str] = page.evaluate("[...document.querySelectorAll('.mirror span')].map(one => one.textContent)")
    return found


def test_a_hot_reply_is_checked_while_it_is_written_and_sent_with_a_reason(sign_in: SignIn) -> None:
    page = sign_in("ada", viewport={"width": 1440, "height": 1000})
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda said: trouble.append(said.text) if said.type == "error" else None)
    open_conversation(page)
    put_their_promise_on_record(page, "Send the list of shelves")
    page.locator("#reply-text").press_sequentially(HOT, delay=2)
    findings = page.locator("#draft-findings")
    error = findings.locator(".finding.is-error", has_text="promises without a limit")
    expect(error).to_be_visible()
    expect(findings).to_contain_text("This is written in heat.")
    expect(page.locator("#reply-text")).to_be_focused()
    assert "We guarantee that this will never happen again" in underlined(page)

    undated = findings.locator(".finding", has_text="is a promise without a time")
    undated.locator("summary").click()
    expect(undated.locator("input")).to_be_focused()
    page.keyboard.type("They have the date from the phone.")
    page.keyboard.press("Enter")
    expect(findings).to_contain_text("What you let stand")
    expect(undated).to_have_count(0)
    expect(findings.locator("[data-focus]")).to_be_focused()

    error.get_by_role("button", name="Show it").click()
    chosen = (
        "document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)"
    )
    assert page.evaluate(chosen) == "We guarantee that this will never happen again"

    page.locator(".reply-foot").get_by_role("button", name="Copy and mark as sent").click()
    expect(page.locator("#messages")).to_contain_text("An error is left.")
    expect(page.locator("#reply-text")).to_have_value(HOT)
    page.get_by_label("Why it goes out with an error left").fill("Our contract says the same.")
    page.get_by_role("button", name="Send anyway").click()
    sent = page.locator(".message").last
    expect(sent).to_contain_text("Our contract says the same.")
    expect(sent).to_contain_text("They have the date from the phone.")
    expect(page.locator("#reply-text")).to_have_value("")
    assert trouble == []


def test_words_are_put_in_place_after_signs_of_two_units(sign_in: SignIn) -> None:
    page = sign_in("ada")
    open_conversation(page, 1)
    page.route("**/draft/check", lambda route: _made(route))
    page.fill("#reply-text", "")
    page.locator("#reply-text").press_sequentially("😀 e\u0301 is basically done", delay=2)
    button = page.get_by_role("button", name="Write “quite”")
    expect(button).to_be_visible()
    assert underlined(page) == ["basically "]
    page.locator("#reply-text").press("Home")
    page.keyboard.insert_text("👍 ")
    assert underlined(page) == ["basically "]
    button.click()
    expect(page.locator("#reply-text")).to_have_value("👍 😀 e\u0301 is quite done")
    page.keyboard.press("Control+z")
    expect(page.locator("#reply-text")).to_have_value("👍 😀 e\u0301 is basically done")


def _made(route: Route) -> None:
    route.fulfill(body=MADE, content_type="text/html")


def test_the_lines_lie_under_the_words_however_long_the_text(sign_in: SignIn) -> None:
    page = sign_in("ada", viewport=PHONE)
    open_conversation(page, 2)
    page.fill("#reply-text", "A line 你好 🙂 that is long enough to be wrapped on a telephone.\n" * 40)
    page.locator("#reply-text").press("Control+End")
    page.keyboard.insert_text("We guarantee that this will never happen again.")
    expect(page.locator(".mirror .is-error")).to_have_text("We guarantee that this will never happen again")
    same = """() => {
      const text = document.getElementById("reply-text"), mirror = document.querySelector(".mirror");
      return ["scrollTop", "scrollHeight", "clientWidth", "clientHeight"].map((name) => text[name] - mirror[name]);
    }"""
    assert page.evaluate(same) == [0, 0, 0, 0]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_composing_is_not_disturbed(sign_in: SignIn) -> None:
    page = sign_in("meiling")
    open_conversation(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/draft/check" in request.url else None)
    page.fill("#reply-text", "")
    page.wait_for_timeout(1_000)
    asked.clear()
    page.focus("#reply-text")
    session = page.context.new_cdp_session(page)
    for so_far in ("b", "ba", "bao", "bao zheng"):
        session.send(
            "Input.imeSetComposition", {"text": so_far, "selectionStart": len(so_far), "selectionEnd": len(so_far)}
        )
        page.wait_for_timeout(250)
    page.wait_for_timeout(900)
    assert asked == []
    session.send("Input.insertText", {"text": "保證絕對不會再發生。"})
    expect(page.locator("#draft-findings .finding").first).to_be_visible()
    expect(page.locator("#reply-text")).to_have_value("保證絕對不會再發生。")


def test_it_all_works_without_scripts_on_a_small_screen(sign_in: SignIn) -> None:
    page = sign_in("ada", viewport=PHONE, java_script_enabled=False)
    page.goto("/".join(page.url.split("/")[:3]) + "/inbox")
    page.locator(".lines [data-open]").nth(3).click()
    page.fill("#reply-text", HOT)
    page.locator(".reply-foot").get_by_role("button", name="Check", exact=True).click()
    error = page.locator(".finding.is-error", has_text="promises without a limit")
    error.locator("summary").click()
    error.get_by_label("Reason").fill("It is in the contract.")
    error.get_by_role("button", name="It may stand").click()
    expect(page.locator("#draft-check")).to_contain_text("What you let stand")
    page.get_by_role("button", name="Pause an hour").click()
    expect(page.locator("#draft-check")).to_contain_text("The draft is kept")
    expect(page.locator("#reply-text")).to_have_value(HOT)


def test_one_click_takes_words_out_and_undo_brings_them_back(sign_in: SignIn) -> None:
    page = sign_in("ada", viewport={"width": 1440, "height": 1000})
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    open_conversation(page)
    written = "Good morning 😀! As I already told you, the part left our store on 3 March."
    field = page.locator("#reply-text")
    field.fill("")
    field.press_sequentially(written, delay=2)
    page.locator("#draft-findings").get_by_role("button", name="Take it out").click()
    expect(field).to_have_value("Good morning 😀! The part left our store on 3 March.")
    expect(field).to_be_focused()
    expect(page.locator("#draft-status")).to_contain_text("Nothing to mend.")
    page.keyboard.press("Control+z")
    expect(field).to_have_value(written)
    assert trouble == []


def test_a_ready_phrase_goes_under_the_words_and_undo_takes_it_back(sign_in: SignIn) -> None:
    page = sign_in("ada", viewport={"width": 1440, "height": 1000})
    open_conversation(page)
    written = "Hello 😀,\n\nWe guarantee that this will never happen again. Thank you.\n\nAda"
    field = page.locator("#reply-text")
    page.fill("#reply-text", "")
    field.focus()
    page.keyboard.insert_text(written)
    error = page.locator("#draft-findings .is-error").first
    error.get_by_role("button", name="Show it").click()  # what is marked must not be written over
    phrase = error.locator(".finding-phrase").first
    words = phrase.inner_text()
    phrase.click()
    expect(field).to_have_value(written.replace("Thank you.", f"Thank you.\n{words}"))
    chosen = "field => field.value.slice(field.selectionStart, field.selectionEnd)"
    assert field.evaluate(chosen) == words[words.index("[") : words.index("]") + 1]
    page.keyboard.press("Control+z")
    expect(field).to_have_value(written)


def test_what_is_cited_goes_under_what_one_wrote_and_undo_takes_it_back(sign_in: SignIn) -> None:
    page = sign_in("ada", viewport={"width": 1440, "height": 1000})
    open_conversation(page)
    put_their_promise_on_record(page, "Send the list of cables")
    field = page.locator("#reply-text")
    field.fill("Good morning.")
    field.select_text()
    page.locator("details.cite > summary").click()
    page.locator(".cite .menu-item", has_text="Send the list of cables").click()
    expect(field).to_have_value(re.compile(r"^Good morning\.\n.*you promised: Send the list of cables"))
    page.keyboard.press("Control+z")
    expect(field).to_have_value("Good morning.")
