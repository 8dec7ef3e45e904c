"""Existing clients against a desk that is really served: pyLanguagetool, and the requests of two others."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from urllib.parse import quote

import pytest
import requests
from desks import Desk, desk_at, says, wait_until

# The client asks this module of an older setuptools for its own version alone; that module has gone since.
sys.modules.setdefault("pkg_resources", ModuleType("pkg_resources"))
from pylanguagetool import api  # noqa: E402

FIRST = """
from django.utils import timezone
from evenhand.record.people.actions import NewKey, Person, create_member, make_key
ada = create_member(Person("ada@firm.example", "Ada"), at=timezone.now())
print(make_key(NewKey("A client", ["check"]), by=ada, at=timezone.now())[1])
"""
COMMAND = """
import sys, types
sys.modules.setdefault("pkg_resources", types.ModuleType("pkg_resources"))
from pylanguagetool.cli import main
main()
"""
DRAFT = "Hello 😀, I guarantee this will never happen again. We will send you the report.\n"


class Tool:
    """A served desk and a key of Ada's."""

    def __init__(self, address: str, key: str, log: Path) -> None:
        self.key, self.log = key, log
        self.address = f"{address}/v2/"
        self.with_key = f"{address}/lt/{key}/v2/"


@pytest.fixture(scope="module")
def tool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tool]:
    """The desk, served on a free port."""
    place = tmp_path_factory.mktemp("served")
    with desk_at(place / "desk") as desk:
        key = desk.python(FIRST)
        log = place / "log"
        server = desk.begin(["-m", "evenhand.doors.cli.main", "web", "--port", "0"], log)
        try:
            wait_until(lambda: server.poll() is not None or says(log, "http://")())
            yield Tool(_address(desk, log), key, log)
        finally:
            server.terminate()
            server.wait(20)


def _address(desk: Desk, log: Path) -> str:
    (word,) = [word for word in log.read_text().split() if word.startswith("http://")][:1]
    return word.rstrip("/.")


def command(tool: Tool, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What the client's command says; 1 where there are matches."""
    program = [sys.executable, "-c", COMMAND, "--no-color", "--api-url", tool.with_key, *arguments]
    return subprocess.run(program, capture_output=True, text=True, timeout=60, check=False, stdin=subprocess.DEVNULL)


def test_its_function_gets_matches_at_their_places(tool: Tool):
    answer = api.check(DRAFT, api_url=tool.with_key, lang="en-GB", picky=True, mother_tongue="fi")
    assert [match["rule"]["id"] for match in answer["matches"]] == ["ABSOLUTE_GUARANTEE", "PROMISE_WITHOUT_DATE"]
    assert answer["language"]["code"] == "en-GB"
    units = DRAFT.encode("utf-16-le")
    for match in answer["matches"]:
        words = units[2 * match["offset"] : 2 * (match["offset"] + match["length"])].decode("utf-16-le")
        assert words in DRAFT
        context = match["context"]
        assert context["text"].encode("utf-16-le")[2 * context["offset"] :].decode("utf-16-le").startswith(words)


def test_its_function_knows_languages_rules_and_its_own_words(tool: Tool):
    assert {"fi", "en-GB", "zh-TW"} <= {each["longCode"] for each in api.get_languages(tool.address)}
    left = api.check(DRAFT, api_url=tool.with_key, lang="auto", disabled_rules="ABSOLUTE_GUARANTEE")
    assert [match["rule"]["id"] for match in left["matches"]] == ["PROMISE_WITHOUT_DATE"]
    only = api.check(DRAFT, api_url=tool.with_key, lang="auto", enabled_rules="ABSOLUTE_GUARANTEE", enabled_only=True)
    assert [match["rule"]["id"] for match in only["matches"]] == ["ABSOLUTE_GUARANTEE"]
    assert api.check("Thank you for your message.", api_url=tool.with_key, lang="auto")["matches"] == []


@pytest.mark.parametrize("text", [
    "Takaamme, ettei tämä enää koskaan toistu.", "我們保證這種情況絕對不會再發生。", "我们保证这种情况绝对不会再发生。",
])  # fmt: skip
def test_its_function_checks_our_other_languages(tool: Tool, text: str):
    matches = api.check(text, api_url=tool.with_key, lang="auto")["matches"]
    assert "ABSOLUTE_GUARANTEE" in [match["rule"]["id"] for match in matches]


def test_without_a_key_it_is_told_so(tool: Tool):
    with pytest.raises(ValueError, match="Error: This address is for programs that have a key"):
        api.check(DRAFT, api_url=tool.address, lang="en")
    with pytest.raises(ValueError, match="Error: This key is not known here"):
        api.check(DRAFT, api_url=tool.with_key.replace(tool.key, "evh_guess"), lang="en")
    assert tool.key not in tool.log.read_text()
    assert "evh_guess" not in tool.log.read_text()


def test_its_command_prints_what_it_found(tool: Tool, tmp_path: Path):
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    found = command(tool, "--lang", "en", "--rules", "--rule-categories", "--explain-rule", str(draft))
    assert found.returncode == 1, found.stderr
    assert "English detected (100% confidence)" in found.stdout
    assert "ABSOLUTE_GUARANTEE: A guarantee without a limit." in found.stdout
    assert "PROMISES: Promises" in found.stdout
    assert "/rules/absolute-guarantee" in found.stdout
    assert "(Evenhand " in found.stdout
    draft.write_text("Thank you for your message.", encoding="utf-8")
    assert command(tool, str(draft)).returncode == 0


def test_the_office_programs_request_byte_for_byte(tool: Tool):
    """LibreOffice posts by curl: text and language, then user name and key; it stops listening after ten seconds."""
    body = f"text={quote(DRAFT, safe='-._~')}&language=en-US&username={quote('ada@firm.example', safe='')}"
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = requests.post(f"{tool.address}check", f"{body}&apiKey={tool.key}", headers=kind, timeout=10)
    assert answer.status_code == 200
    assert len(json.loads(answer.content)["matches"]) == 2
    assert requests.post(f"{tool.address}check", body, headers=kind, timeout=10).status_code == 401


def test_the_browsers_add_on_asks_before_it_asks(tool: Tool):
    origin = "moz-extension://0d5a1c8e-7c1e-4a4e-9d5e-000000000000"
    asking = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    before = requests.options(f"{tool.with_key}check", headers=asking, timeout=10)
    assert (before.status_code, before.headers["Access-Control-Allow-Origin"]) == (204, origin)
    data = json.dumps({"annotation": [{"text": DRAFT}, {"markup": "<br>", "interpretAs": "\n"}]})
    fields = {"data": data, "language": "auto", "mode": "allButTextLevelOnly", "level": "picky"}
    answer = requests.post(f"{tool.with_key}check?c=1&v=8.14.3", fields, headers={"Origin": origin}, timeout=10)
    assert answer.headers["Access-Control-Allow-Origin"] == origin
    assert len(answer.json()["matches"]) == 2
