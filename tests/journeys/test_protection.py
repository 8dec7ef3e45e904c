"""The demo's stories of protection in a browser: who is restricted, an alert that went up, evidence elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import handing_out
import pytest
from playwright.sync_api import Page, expect
from served import Served
from test_pages import LANGUAGES, check, speak

SignIn = Callable[..., Page]
ALONE = (sys.executable, "-I", "-S")
"""Python without any package, as a stranger has it."""
PATHS = ("/protection", "/protection/report", "/protection/mine", "/protection/restrictions", "/protection/exposure",
         "/protection/duties", "/protection/notice", "/protection/fact-sheet", "/protection/requests/new",
         "/settings/protection", "/settings/retention", "/settings/your-data")  # fmt: skip


def open_incident(page: Page, desk: Served, who: str, at: int = 0) -> None:
    """A report about somebody, by Protection; the newest is the first."""
    page.goto(f"{desk.address}/protection")
    page.locator("main a[href^='/protection/incidents/']", has_text=who).nth(at).click()
    expect(page.locator("h1")).to_contain_text(who)


def open_restriction(page: Page, desk: Served, who: str) -> None:
    """What stands on somebody."""
    page.goto(f"{desk.address}/protection/restrictions")
    page.locator("main a[href^='/protection/restrictions/']", has_text=who).first.click()
    expect(page.locator("h1")).to_contain_text(who)


def test_the_one_that_insults_whoever_answers_was_restricted_step_by_step(sign_in: SignIn, desk: Served) -> None:
    page = sign_in("helena")
    speak(page, desk.address, "en")
    open_restriction(page, desk, "Roland Pike")
    main = page.locator("main")
    for words in (
        "Only Bo Lindqvist answers them",
        "half an hour on the telephone",  # what we owe stands beside what he may not do
        "When the heating dies at three in the morning",
        "Kaisa Lehto",  # who had no part in it decided the appeal
        "Appeal granted in part",
        "Looked at again: it goes on",
        "They wrote again and were told what applies",
    ):
        expect(main).to_contain_text(words)
    expect(main).not_to_contain_text("spineless")
    expect(main).not_to_contain_text("pathetic failure")
    page.locator("summary", has_text="Read it").click()
    expect(main).to_contain_text("Somebody who had no part in this decision will look at it afresh")
    expect(main).to_contain_text("Ystävällisin terveisin")
    main.get_by_role("link", name="Pike & Sons Property").first.click()
    expect(page.locator("main")).to_contain_text("One colleague only")


def test_the_alert_that_nobody_answered_went_up_and_stays_visible(sign_in: SignIn, desk: Served) -> None:
    page = sign_in("helena")
    speak(page, desk.address, "en")
    open_incident(page, desk, "Roland Pike", 2)
    main = page.locator("main")
    expect(main).to_contain_text("not answered in time; it went on to the next person")
    expect(main).to_contain_text("I sat in a server room in Porvoo")
    expect(main).to_contain_text("We restrict how the customer may reach us")
    expect(main).not_to_contain_text("by Cy")
    page.goto(desk.address)
    expect(page.locator("main")).to_contain_text("A report waits for your answer")


def test_nothing_stands_against_who_raged_and_made_it_good(sign_in: SignIn, desk: Served) -> None:
    page = sign_in("bo")
    speak(page, desk.address, "en")
    open_incident(page, desk, "Kari Holm")
    expect(page.locator("main")).to_contain_text("borderline")
    page.goto(f"{desk.address}/protection/restrictions")
    expect(page.locator("main")).not_to_contain_text("Kari Holm")
    expect(page.locator("main")).not_to_contain_text("Pirkko Rautio")
    page.goto(f"{desk.address}/protection")
    expect(page.locator("main")).not_to_contain_text("Pirkko Rautio")


def test_evidence_is_approved_by_another_taken_and_verified_elsewhere(
    sign_in: SignIn, desk: Served, tmp_path: Path
) -> None:
    page = sign_in("helena")
    speak(page, desk.address, "en")
    open_incident(page, desk, "Roland Pike")
    page.locator("main a[href^='/protection/packs/']").first.click()
    page.get_by_role("button", name="Approve").click()
    page.get_by_role("button", name="Make the file").click()
    expect(page.locator("main")).to_contain_text("being made")
    make_what_was_asked_for(desk)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Take the file").click()  # which comes by itself
    taken = tmp_path / "taken.zip"
    coming.value.save_as(taken)
    assert "is whole" in verified(taken, tmp_path / "taken")


def test_the_command_makes_a_pack_that_a_stranger_verifies_and_finds_what_was_changed(
    desk: Served, tmp_path: Path
) -> None:
    made, folder = tmp_path / "latest.zip", tmp_path / "latest"
    environment = os.environ | {"EVENHAND_DATA": str(desk.folder)}
    evenhand = str(Path(sys.executable).parent / "evenhand")
    subprocess.run([evenhand, "pack", "--latest", "-o", str(made)], env=environment, check=True, capture_output=True)
    said = verified(made, folder)
    assert "is whole" in said
    assert "One person alone made this pack" in said
    page = folder / "incident.html"
    page.write_bytes(page.read_bytes().replace(b"Pike", b"Pine", 1))
    done = subprocess.run([*ALONE, str(folder / "verify.py")], capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == 1
    assert "incident.html" in done.stdout + done.stderr


def make_what_was_asked_for(desk: Served) -> None:
    """What a worker beside the desk does about files, and nothing else: other journeys need the desk as it is."""
    environment = os.environ | {"EVENHAND_DATA": str(desk.folder), "PYTHONPATH": str(Path(handing_out.__file__).parent)}
    code = "from evenhand.server.start import start; start(); from handing_out import make_all; make_all()"
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True)


def verified(pack: Path, folder: Path) -> str:
    """What verify.py says of a pack in a folder of its own, far from the desk."""
    with zipfile.ZipFile(pack) as archive:
        archive.extractall(folder)
    done = subprocess.run([*ALONE, str(folder / "verify.py")], capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_protection_is_whole_on_a_telephone(language: str, sign_in: SignIn, desk: Served) -> None:
    page = sign_in("helena", viewport={"width": 360, "height": 780}, color_scheme="dark")
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    speak(page, desk.address, language)
    found: list[str] = []
    for listing, kind in (
        ("/protection", "incidents"),
        ("/protection", "alerts"),
        ("/protection/restrictions", "restrictions"),
    ):
        page.goto(f"{desk.address}{listing}")
        found += page.eval_on_selector_all(
            f"main a[href*='/protection/{kind}/']", "links => links.map(link => link.getAttribute('href'))"
        )
    assert len(found) >= 10
    faults = [fault for path in dict.fromkeys((*PATHS, *found)) for fault in check(page, desk.address, path, language)]
    assert faults == []
    assert errors == []
