"""The firm's own rules: files in the workspace, heard at once wherever drafts are checked, broken ones left out."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlencode

import builders
import promises
import pytest
from builders import ada, bo
from django.test import Client
from programs import program_of
from pytest_django import Settings
from threads import NOW

from evenhand.doors import clock
from evenhand.doors.web.drafting.house_words import SENTENCES
from evenhand.knowledge.drafting.house_rules.words import CODES
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.people.actions import NewKey, make_key
from evenhand.record.people.models import Member
from evenhand.record.replies.actions.standing import let_stand
from evenhand.record.replies.checking import check_reply
from evenhand.record.replies.house_rules import house
from evenhand.server.checks import house_rules as doctors_look
from evenhand.server.workspace import Workspace

pytestmark = pytest.mark.django_db
CODE = "H-cheap"
TEXT = "The cheap licence costs EUR 30 each month."
RULE = """[[rule]]
code = "H-{word}"
kind = "existence"
message = {{ en = "“{{match}}” sells us short.", fi = "“{{match}}” väheksyy meitä." }}
phrases = ["{word}"]
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The house rules of a workspace of its own, with one rule."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    settings.WORKSPACE = Workspace(tmp_path)
    (tmp_path / "house-rules").mkdir()
    write(tmp_path / "house-rules" / "a.toml", RULE.format(word="cheap"))
    return tmp_path / "house-rules"


def write(path: Path, text: str) -> None:
    """Write a file; its time is moved on, for two writes may fall into one tick of the file system."""
    later = path.stat().st_mtime_ns + 10_000_000 if path.exists() else None
    path.write_text(text, encoding="utf-8")
    if later is not None:
        os.utime(path, ns=(later, later))


def found(text: str = TEXT) -> list[str]:
    return [each.slug for each in check_reply(promises.desk(), text, ada(), {}).findings]


def test_a_house_rule_is_heard_beside_the_catalogue_and_its_page_says_what_it_says() -> None:
    client, row = builders.signed_in(ada()), promises.desk()
    answer = client.post(f"/conversations/{row.pk}/draft/check", {"text": TEXT}, HTTP_HX_REQUEST="true")
    html = answer.content.decode()
    assert "“cheap” sells us short." in html
    assert f"/rules/{CODE}" in html
    page = client.get(f"/rules/{CODE}").content.decode()
    assert "“…” sells us short" in page
    assert "Finds cheap." in page
    assert client.get("/rules/H-unknown").status_code == 404


def test_a_changed_file_is_read_again_and_one_that_is_gone_says_nothing(folder: Path) -> None:
    assert found() == [CODE]
    write(folder / "a.toml", RULE.format(word="licence"))
    assert found() == ["H-licence"]
    (folder / "a.toml").unlink()
    assert found() == []


def test_a_file_that_did_not_change_is_not_read_again() -> None:
    assert house() is house()


def test_a_broken_file_stops_neither_the_others_nor_the_catalogue_and_the_doctor_names_it(folder: Path) -> None:
    assert doctors_look() == []
    (folder / "b.toml").write_bytes(b"[[rule]]\ncode = 3\n\xff")
    (folder / "c.toml").write_text('[[rule]]\ncode = "H-x"\nkind = "existence"\n', encoding="utf-8")
    assert found(TEXT + " We guarantee that this will never happen again.") == ["absolute-guarantee", CODE]
    (message,) = doctors_look()
    assert message.id == "EVENHAND.W029"
    assert "house-rules/b.toml:3: E100" in message.msg
    assert "house-rules/c.toml:1: E103" in message.msg


def test_the_settings_say_what_is_wrong_and_where_in_the_language_of_the_page(folder: Path) -> None:
    client = builders.signed_in(bo())
    assert "1 rule of ours is heard" in client.get("/settings/draft-check").content.decode()
    write(folder / "b.toml", '# ours\n[[rule]]\ncode = "H-b"\nkind = "existence"\nseverity = "grave"\n')
    html = client.get("/settings/draft-check").content.decode()
    assert "house-rules/b.toml:5" in html
    assert "“grave” cannot stand at “severity”." in html
    assert "Expected: suggestion, warning, error" in html
    Member.objects.filter(pk=bo().pk).update(language="fi")
    html = builders.signed_in(bo()).get("/settings/draft-check").content.decode()
    assert "”grave” ei käy avaimen ”severity” arvoksi." in html


def test_errors_stand_in_the_order_of_the_lines(folder: Path) -> None:
    lines = ["[[rule]]", 'code = "H-b"', 'kind = "length"', 'message = "So."', "of = 7", "[[rule]]", 'code = "h b"']
    write(folder / "b.toml", "\n".join(lines))
    html = builders.signed_in(bo()).get("/settings/draft-check").content.decode()
    places = [int(part.split("<")[0]) for part in html.split("house-rules/b.toml:")[1:]]
    assert len(places) > 2
    assert places == sorted(places)


def test_every_error_has_a_sentence_on_the_page() -> None:
    assert set(SENTENCES) == CODES


def test_a_file_that_cannot_be_read_is_an_error_of_its_own(folder: Path) -> None:
    (folder / "b.toml").mkdir()
    assert found() == [CODE]
    assert [(error.file, error.code) for error in house().errors] == [("house-rules/b.toml", "E110")]


def test_without_a_folder_there_are_none(folder: Path) -> None:
    (folder / "a.toml").unlink()
    folder.rmdir()
    assert (house().rules, house().errors, found()) == ((), (), [])


def test_what_a_house_rule_finds_can_stand_for_a_reason_and_the_rule_be_switched_off() -> None:
    row = promises.desk()
    with pytest.raises(NotPossible, match="no-rule"):
        let_stand(row, "H-unknown", "cheap", "Their word.", by=ada(), at=NOW)
    let_stand(row, CODE, "cheap", "Their word.", by=ada(), at=NOW)
    checked = check_reply(row, TEXT, ada(), {})
    assert (checked.findings, len(checked.stands)) == ([], 1)
    client = builders.signed_in(bo())
    assert f'id="{CODE}"' in client.get("/settings/draft-check").content.decode()
    client.post(f"/settings/draft-check/{CODE}/off", {"reason": "We say so now."})
    assert "We say so now." in client.get(f"/rules/{CODE}").content.decode()
    assert found() == []
    client.post(f"/settings/draft-check/{CODE}/on")
    assert found("A cheap part.") == [CODE]


def test_programs_hear_it_in_their_members_language() -> None:
    (finding,) = program_of(ada(), "check").post("/check", {"text": TEXT, "ui_lang": "fi"}).body["findings"]
    assert (finding["code"], finding["match"], finding["message"]) == (CODE, "cheap", "“cheap” väheksyy meitä.")


def test_clients_of_languagetool_hear_it_and_may_leave_it_out() -> None:
    key = make_key(NewKey("A", ["check"]), by=ada(), at=NOW)[1]
    client = Client(headers={"Authorization": f"Bearer {key}"})

    def heard(**fields: str) -> list[str]:
        body = urlencode({"text": TEXT, "language": "en-GB", **fields})
        answer = client.post("/v2/check", body, content_type="application/x-www-form-urlencoded")
        return [match["rule"]["subId"] for match in answer.json()["matches"]]

    assert heard() == [CODE]
    assert heard(disabledRules="H_CHEAP") == heard(disabledCategories="HOUSE") == []
    assert heard(enabledOnly="true", enabledCategories="HOUSE") == [CODE]
    assert heard(enabledOnly="true", enabledCategories="TONE") == []
