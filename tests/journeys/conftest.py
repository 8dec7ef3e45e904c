"""A real desk with the demo company, served to a real Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from served import Served

EVENHAND = str(Path(sys.executable).parent / "evenhand")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is a journey, and a journey needs Chromium."""
    for item in items:
        if "journeys" in str(item.path):
            item.add_marker("journey")


@pytest.fixture(scope="session")
def desk() -> Iterator[Served]:
    """The demo, built once and served on a free port."""
    folder = Path(tempfile.mkdtemp(prefix="evenhand-journey-"))
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("EVENHAND_", "DJANGO_"))}
    environment["EVENHAND_DATA"] = str(folder)
    made = subprocess.run([EVENHAND, "demo", "--no-serve"], env=environment, capture_output=True, text=True, check=True)
    password = made.stdout.split("password here is ")[1].split()[0]
    server = subprocess.Popen([EVENHAND, "web", "--port", "0"], env=environment, stdout=subprocess.PIPE, text=True)
    try:
        line = server.stdout.readline() if server.stdout else ""
        yield Served(line.split()[-1].rstrip("/"), folder, password)
    finally:
        server.terminate()
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Debian's chromium is not installed: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def sign_in(desk: Served, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens the desk as somebody: `sign_in("ada")`; options go to the browser context (viewport, color_scheme …)."""
    contexts: list[BrowserContext] = []

    def open_as(name: str, **options: object) -> Page:
        context = browser.new_context(locale="en-GB", **options)  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{desk.address}/sign-in")
        page.fill("input[name=email]", f"{name}@harbourline.example")
        page.fill("input[name=password]", desk.password)
        page.locator("form:has(input[name=password]) button").first.click()
        page.wait_for_url(lambda url: "sign-in" not in url)
        return page

    yield open_as
    for context in contexts:
        context.close()
