"""A morning at the desk: Ada answers, Bo looks at what is hidden, and it also works without JavaScript."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, Response, expect
from served import Served

SignIn = Callable[..., Page]
HOSTILE = b"""From: Mallory Finch <mallory@hostile-html.example>
To: Ada Virtanen <ada@harbourline.example>
Subject: A letter with moving parts
Date: Thu, 19 Nov 2026 15:00:00 +0200
Message-ID: <moving-parts@hostile-html.example>
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<h1>Good day</h1><p onclick="alert(1)">Read me</p><script>alert(2)</script>
<img src="http://tracker.example/pixel.gif" onerror="alert(3)"><a href="javascript:alert(4)">here</a>
<iframe src="http://tracker.example/frame"></iframe><form action="http://tracker.example"><input name=p></form>
"""


def open_subject(page: Page, desk: Served, subject: str) -> None:
    """Open a conversation from the inbox by its subject, as a reader does."""
    page.goto(f"{desk.address}/inbox")
    page.get_by_role("link", name=subject).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(subject)


def test_ada_starts_with_what_waits_for_her(sign_in: SignIn, desk: Served) -> None:
    page = sign_in("ada")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ada")
    page.get_by_role("link", name="Open it").click()
    page.wait_for_url("**/conversations/*")


def test_ada_notes_answers_and_closes(sign_in: SignIn, desk: Served) -> None:
    page = sign_in("ada")
    open_subject(page, desk, "Christmas hours")
    page.keyboard.press("n")
    page.locator("#note-text").fill("Marian likes a short answer.")
    page.get_by_role("button", name="Keep the note").click()
    expect(page.get_by_text("Marian likes a short answer.")).to_be_visible()
    page.locator("#reply-text").fill("Dear Marian, thank you. It made my day. Ada")
    page.get_by_role("button", name="Copy and mark as sent").click()
    expect(page.get_by_text("It made my day.")).to_be_visible()
    expect(page.locator(".thread-lead .line-waits")).to_have_count(0)
    page.get_by_role("button", name="Close").click()
    page.goto(f"{desk.address}/inbox")
    expect(page.get_by_role("link", name="Christmas hours")).to_have_count(0)
    page.goto(f"{desk.address}/inbox?state=closed")
    page.get_by_role("link", name="Christmas hours").first.click()
    page.get_by_role("button", name="Open again").click()
    expect(page.get_by_role("button", name="Close")).to_be_visible()


def _sent(answer: Response) -> str:
    return answer.request.post_data or ""


def test_a_draft_is_kept_while_she_writes(sign_in: SignIn, desk: Served) -> None:
    page = sign_in("ada")
    open_subject(page, desk, "Small correction to the November minutes")
    page.locator("#reply-text").fill("")  # an earlier journey may have left a draft on the desk that all share
    page.locator("#reply-text").blur()
    page.keyboard.press("r")
    with page.expect_response(lambda answer: answer.url.endswith("/reply") and "month" in _sent(answer)):
        page.keyboard.type("Dear Vivian, the minutes of 13 November say two reports a month.")
    expect(page.locator("#draft-state")).to_contain_text("saved")
    page.reload()
    expect(page.locator("#reply-text")).to_have_value(
        "Dear Vivian, the minutes of 13 November say two reports a month."
    )


def test_bo_opens_hidden_words_in_two_steps_and_it_is_on_record(sign_in: SignIn, desk: Served) -> None:
    page = sign_in("ada")
    open_subject(page, desk, "list by 7")
    message = page.locator("article.inbound", has=page.locator(".veil")).first
    expect(message.get_by_role("img", name="hidden").first).to_be_visible()
    covered = message.inner_text()
    message.get_by_role("button", name="Open…").click()
    expect(page.get_by_role("button", name="Show the words").first).to_be_visible()
    page.get_by_role("button", name="Show the words").first.click()
    expect(page.get_by_text("Hidden words are open for you").first).to_be_visible()
    assert page.locator("article.inbound", has=page.locator(".veil")).first.inner_text() != covered
    page.reload()
    expect(page.locator("#record")).to_contain_text("Ada Virtanen")


def test_keys_move_through_the_inbox(sign_in: SignIn, desk: Served) -> None:
    page = sign_in("liwei")
    page.goto(f"{desk.address}/inbox")
    page.keyboard.press("?")
    expect(page.locator("dialog[open]")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/conversations/*")


def test_it_works_without_javascript(sign_in: SignIn, desk: Served) -> None:
    page = sign_in("tom", java_script_enabled=False)
    page.goto(f"{desk.address}/inbox?state=closed")
    page.locator("a[href^='/conversations/']").first.click()
    page.get_by_role("button", name="Open again").click()
    page.locator("details.note-form summary").click()
    page.locator("#note-text").fill("Written without a script.")
    page.get_by_role("button", name="Keep the note").click()
    expect(page.get_by_text("Written without a script.")).to_be_visible()


def test_chinese_of_two_characters_is_found_in_either_script(sign_in: SignIn, desk: Served) -> None:
    page = sign_in("liwei", viewport={"width": 1280, "height": 900})
    found = []
    for query in ("发票", "發票"):
        page.goto(f"{desk.address}/search?q={query}")
        found.append(page.locator("a[href*='/conversations/']").count())
    assert found[0] == found[1] > 0


def test_a_hostile_letter_stays_still_in_its_frame(sign_in: SignIn, desk: Served, tmp_path: Path) -> None:
    letter = tmp_path / "letter.eml"
    letter.write_bytes(HOSTILE.replace(b"\n", b"\r\n"))
    command = [str(Path(sys.executable).parent / "evenhand"), "import", str(letter)]
    subprocess.run(command, env={**os.environ, "EVENHAND_DATA": str(desk.folder)}, check=True, capture_output=True)
    page = sign_in("helena")
    tried: list[str] = []
    page.on("dialog", lambda dialog: (tried.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: tried.append(request.url) if "tracker" in request.url else None)
    open_subject(page, desk, "A letter with moving parts")
    page.locator("details.original summary").first.click()
    frame = page.frame_locator("details.original iframe").first
    expect(frame.get_by_text("Good day")).to_be_visible()
    frame.get_by_text("Read me").click()
    assert tried == []
