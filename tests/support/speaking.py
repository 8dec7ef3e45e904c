"""Which language a member reads, in journeys: one served desk is shared by all of them."""

from __future__ import annotations

from playwright.sync_api import Page


def speak(page: Page, address: str, language: str) -> None:
    """Choose a language in one's own settings, as a member does."""
    page.goto(f"{address}/settings")
    page.select_option("select[name=language]", language)
    page.locator("form:has(select[name=language]) button").last.click()
    page.wait_for_load_state()
