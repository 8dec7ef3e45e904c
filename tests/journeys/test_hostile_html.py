"""HTML of hostile mail in a real browser: no script runs and nothing is fetched, even on a page without a policy."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from evenhand.doors.connectors.mail.html import sanitise

FIXTURE = Path(__file__).resolve().parents[3] / "shared/data/xss-dompurify/test/fixtures/expect.mjs"
# A page without a policy, so that whatever would run does run.
UNGUARDED = "<!doctype html><meta charset=utf-8><body>{}</body>"
LOOK = """() => {
  const bad = [];
  const active = ['script', 'iframe', 'object', 'embed', 'form', 'svg', 'math', 'base', 'link', 'meta', 'style'];
  for (const element of document.querySelectorAll('body *')) {
    const name = element.localName;
    if (active.includes(name)) bad.push(name);
    for (const attribute of element.attributes) {
      if (attribute.name.startsWith('on')) bad.push(attribute.name);
    }
    if (element.href && !/^(https?|mailto|tel):/.test(element.href)) bad.push(element.href);
  }
  return bad;
}"""


def payloads(page: Page) -> list[str]:
    """The payloads of the fixture, a JavaScript module, read by the browser itself."""
    if not FIXTURE.exists():
        pytest.skip("../shared/data/xss-dompurify is not here")
    source = FIXTURE.read_text(encoding="utf-8").replace("export default", "return", 1)
    found: list[str] = page.evaluate("source => Function(source)().map(each => each.payload)", source)
    return found


@pytest.fixture
def watched(browser: Browser) -> object:
    """A page, and the list of what it tried: dialogs and requests."""
    page = browser.new_page()
    tried: list[str] = []
    page.on("dialog", lambda dialog: (tried.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.route("**/*", lambda route: (tried.append(f"request {route.request.url}"), route.abort()))
    yield page, tried
    page.close()


def test_no_payload_survives_cleaning(watched: tuple[Page, list[str]]) -> None:
    page, tried = watched
    found = payloads(page)
    assert len(found) == 223
    for payload in found:
        page.set_content(UNGUARDED.format(sanitise(payload)))
        assert page.evaluate(LOOK) == [], payload
        page.mouse.move(40, 40)
    assert tried == []


def test_the_watcher_sees_a_script_that_runs(watched: tuple[Page, list[str]]) -> None:
    page, tried = watched
    with page.expect_event("dialog"):
        page.set_content(UNGUARDED.format("<img src=x onerror=alert(1)><a href='javascript:alert(2)'>x</a>"))
    assert any(each.startswith("dialog") for each in tried)
    assert page.evaluate(LOOK) != []
