"""Every page in four languages, wide and narrow, light and dark: whole, in one language, and nothing sticks out."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from served import Served
from speaking import speak

LANGUAGES = {"en": "en", "fi": "fi", "zh-hant": "zh-Hant", "zh-hans": "zh-Hans"}
SIZES = {"wide": (1360, 900, "light"), "narrow": (360, 780, "dark")}
PATHS = (
    "/",
    "/inbox",
    "/inbox?state=closed",
    "/customers",
    "/search?q=%E9%80%80%E6%AC%BE",
    "/settings",
    "/settings/security",
)
ADMINISTRATION = (
    "/settings/members",
    "/settings/teams",
    "/settings/workspace",
    "/settings/imports",
    "/settings/jobs",
)
# Words of the desk itself; what people wrote, and names, are marked or stand elsewhere.
OWN_WORDS = "button, label, summary, legend, th, nav a, h2, option"
SHOWN = """selector => [...document.querySelectorAll(selector)].filter(element => element.checkVisibility()
  && !element.closest('[data-content], dialog')).map(element => {
    const copy = element.cloneNode(true);
    for (const inner of copy.querySelectorAll('kbd, [data-content], select, input, textarea, svg')) inner.remove();
    return copy.textContent.trim();
  }).filter(text => /[A-Za-z]{3}/.test(text))"""
HAN = re.compile(r"[㐀-鿿]")


def check(page: Page, address: str, path: str, language: str) -> list[str]:
    """What is wrong with a page."""
    faults: list[str] = []
    answer = page.goto(f"{address}{path}")
    if answer is None or answer.status != 200:
        return [f"{path}: {answer.status if answer else 'no answer'}"]
    if page.evaluate("document.documentElement.lang") != LANGUAGES[language]:
        faults.append(f"{path}: lang is {page.evaluate('document.documentElement.lang')}")
    wide, seen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    if wide > seen:
        faults.append(f"{path}: {wide} px wide in a window of {seen}")
    if len(page.query_selector_all("h1")) != 1:
        faults.append(f"{path}: {len(page.query_selector_all('h1'))} first headings")
    if language.startswith("zh"):
        english = [text for text in page.evaluate(SHOWN, OWN_WORDS) if not HAN.search(text) and _is_english(text)]
        faults.extend(f"{path}: not in {language}: {text[:60]!r}" for text in english)
    return faults


def _is_english(text: str) -> bool:
    """Whether this is more than a name, an address or an endonym: it has an English word of the desk."""
    words = {"the", "and", "this", "open", "close", "save", "team", "member", "customer", "reading", "record", "search",
             "language", "today", "inbox", "settings", "name", "draft", "note", "reply", "take", "more", "all", "any",
             "put", "aside", "what", "owner", "password", "role", "roles", "time", "zone", "wrong"}  # fmt: skip
    return bool(words & set(re.findall(r"[a-z]+", text.lower())))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_manager_finds_every_page_whole(language: str, size: str, sign_in: Callable[..., Page], desk: Served) -> None:
    width, height, scheme = SIZES[size]
    page = sign_in("helena", viewport={"width": width, "height": height}, color_scheme=scheme)
    address = desk.address
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    speak(page, address, language)
    page.goto(f"{address}/inbox")
    conversation = page.locator("a[href^='/conversations/']").first.get_attribute("href") or ""
    page.goto(f"{address}/customers")
    customer = page.locator("a[href^='/customers/']").first.get_attribute("href") or ""
    faults = [fault for path in (*PATHS, conversation, customer) for fault in check(page, address, path, language)]
    assert faults == []
    assert errors == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_administrator_finds_the_settings_whole(language: str, sign_in: Callable[..., Page], desk: Served) -> None:
    page = sign_in("sam", viewport={"width": 360, "height": 780})
    address = desk.address
    speak(page, address, language)
    assert [fault for path in ADMINISTRATION for fault in check(page, address, path, language)] == []
