"""`evenhand check`: drafts from files, mail and standard input; what it prints, and how it leaves."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from evenhand.doors.cli.check import check
from evenhand.knowledge.drafting.check import CHECKED_AT_MOST

BAD = "We guarantee that this will never happen again."
GOOD = "Thank you for the photos. The spare part left our store this morning."
KEYS = {
    "code", "slug", "severity", "start", "end", "line", "column", "match", "message", "suggestions", "safety",
}  # fmt: skip


def run(*arguments: object, given: str | bytes = "") -> Result:
    return CliRunner().invoke(check, [str(each) for each in arguments], input=given)


def findings(result: Result, path: str = "-") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(result.stdout)[path]
    return found


def test_a_clean_draft_is_silent_and_exits_0() -> None:
    result = run(given=GOOD)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_a_finding_is_a_line_with_its_place_and_exits_1() -> None:
    result = run(given=f"Dear Mia,\n\n😀 {BAD}")
    assert result.exit_code == 1
    head, *instead = result.stdout.splitlines()
    assert head.startswith("-:3:3: error P102 absolute-guarantee: “We guarantee")
    assert instead
    assert all(line.startswith("    → ") for line in instead)


def test_several_files_and_standard_input_are_checked_in_order(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.txt").write_text(BAD, encoding="utf-8")
    result = run(tmp_path / "a.txt", tmp_path / "b.txt", "-", "--output", "json", given=BAD)
    found = json.loads(result.stdout)
    assert list(found) == [str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "-"]
    assert [len(each) for each in found.values()] == [0, 1, 1]
    assert result.exit_code == 1


def test_json_has_the_keys_of_the_contract_and_places_in_code_points() -> None:
    text = f"您好，\n😀e\u0301 {BAD}"
    result = run("--output", "json", "--lang", "en", given=text)
    finding = next(each for each in findings(result) if each["slug"] == "absolute-guarantee")
    assert set(finding) == KEYS
    assert finding["match"] == text[finding["start"] : finding["end"]]
    assert (finding["line"], finding["column"]) == (2, finding["start"] - text.index("\n"))
    assert (finding["severity"], finding["safety"]) == ("error", "show")


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff", "> only what they wrote\n> and more"])
def test_a_draft_without_words_of_its_own_is_clean(text: str) -> None:
    result = run("--output", "json", given=text)
    assert (result.exit_code, findings(result)) == (0, [])


def test_a_draft_of_a_megabyte_is_checked_as_far_as_is_said() -> None:
    text = BAD + "\n\n" + "The part is on its way. " * 45_000 + BAD
    result = run("--output", "json", given=text)
    assert result.exit_code == 1
    assert f"the first {CHECKED_AT_MOST:,} characters were checked" in result.stderr
    assert {each["end"] <= CHECKED_AT_MOST for each in findings(result)} == {True}


def test_what_is_no_text_or_cannot_be_read_exits_2_and_prints_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "huge.txt").write_bytes(b"x" * (16 * 1024 * 1024 + 1))
    for path, words in (
        (tmp_path / "a.bin", "is no text"),
        (tmp_path / "none.txt", "cannot be read"),
        (tmp_path, "cannot be read"),
        (tmp_path / "huge.txt", "larger than 16 MB"),
    ):
        result = run(path)
        assert (result.exit_code, result.stdout) == (2, ""), path
        assert words in result.stderr
        assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "encoding", "slug"),
    [
        ("您好：我們保證這種情況絕對不會再發生，請您放心。謝謝您的來信。", "big5", "absolute-guarantee"),
        ("您好：我们保证这种情况绝对不会再发生，请您放心。谢谢您的来信。", "gb18030", "absolute-guarantee"),
        ("Hyvä Maija, takaamme, ettei tämä enää koskaan toistu.", "cp1252", "absolute-guarantee"),
        (BAD, "utf-16", "absolute-guarantee"),
        (BAD, "utf-8-sig", "absolute-guarantee"),
    ],
)
def test_old_encodings_are_read_and_said(text: str, encoding: str, slug: str) -> None:
    result = run("--output", "json", given=text.encode(encoding))
    assert slug in [each["slug"] for each in findings(result)]
    assert (f"read as {encoding}" in result.stderr) is not encoding.startswith("utf")


MAIL = (
    "From: ada@harbourline.example\r\nTo: mia@acme.example\r\nSubject: Re: pump\r\nMIME-Version: 1.0\r\n"
    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{body}\r\n\r\n"
    "On Tue, 3 Mar 2026 at 09:12, Mia Virta <mia@acme.example> wrote:\r\n> {quoted}\r\n"
)


@pytest.mark.parametrize("name", ["draft.eml", "draft", "draft.txt"])
def test_a_mail_is_checked_without_its_head_and_what_it_quotes(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(MAIL.format(body=GOOD, quoted=BAD).encode())
    assert run(tmp_path / name).exit_code == 0
    (tmp_path / name).write_bytes(MAIL.format(body=BAD, quoted=GOOD).encode())
    (finding,) = findings(run(tmp_path / name, "--output", "json"), str(tmp_path / name))
    assert finding["match"] in BAD


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ("{", "is no JSON"),
        ("[]", "$ must be: object"),
        ('{"colour": 1}', "$.colour is not known; known are customer_language"),
        ('{"minutes": [{"text": "x"}, {"text": 3}]}', "$.minutes[1].text must be: string"),
        ('{"minutes": [{"agreed": "x"}]}', "$.minutes[0].agreed is not known"),
        ('{"owed_inputs": [{"since": "2026-03-01"}]}', "$.owed_inputs[0].what is missing"),
        ('{"authority": {"refund_max": {"amount": "lots"}}}', "$.authority.refund_max.amount is no number"),
        ('{"customer_language": "sv"}', "$.customer_language is no language of the check"),
        ('{"sent_at": "soon"}', "$.sent_at is no date or time"),
        ("[" * 100_000, "is no JSON"),
    ],
)
def test_wrong_facts_are_told_with_their_place_and_exit_2(tmp_path: Path, facts: str, words: str) -> None:
    path = tmp_path / "facts.json"
    path.write_text(facts, encoding="utf-8")
    result = run("--facts", path, given=GOOD)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(str(path))
    assert words in result.stderr


def test_facts_change_what_is_found(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    draft = "We will deliver the new release by Friday."
    facts: dict[str, Any] = {"sent_at": "2026-03-11T10:00", "owed_inputs": [{"what": "the test data for the release"}]}
    path.write_text(json.dumps(facts), encoding="utf-8")
    assert "promise-before-owed-input" in [
        each["slug"] for each in findings(run("--facts", path, "--output", "json", given=draft))
    ]
    path.write_text(json.dumps({**facts, "owed_inputs": []}), encoding="utf-8")
    assert "promise-before-owed-input" not in run("--facts", path, given=draft).stdout


@pytest.mark.parametrize(
    "arguments",
    [("--lang", "sv"), ("--ui-lang", "yue"), ("--output", "xml"), ("--min-level", "fatal"), ("--timezone", "Mars/X")],
)
def test_options_with_values_that_they_cannot_have_exit_2(arguments: tuple[str, str]) -> None:
    result = run(*arguments, given=BAD)
    assert (result.exit_code, result.stdout) == (2, "")
    assert arguments[1] in result.stderr


def test_a_level_leaves_out_less_and_counts_for_the_exit_status() -> None:
    draft = "You should have read the contract."
    least = findings(run("--output", "json", given=draft))
    assert {each["severity"] for each in least} == {"warning"}
    assert run("--min-level", "warning", given=draft).exit_code == 1
    assert run("--min-level", "error", given=draft).exit_code == 0


def test_ignoring_silences_a_rule_and_an_ignore_that_matches_nothing_is_a_finding() -> None:
    assert run("--ignore", "absolute-guarantee", given=BAD).exit_code == 0
    assert run("--ignore", "P102", given=BAD).exit_code == 0
    result = run("--ignore", "P102", "--ignore", "heat", "--output", "json", given=BAD)
    assert [(each["slug"], each["severity"]) for each in findings(result)] == [("unused-ignore", "suggestion")]
    assert "heat" in findings(result)[0]["message"]


def lines(*records: dict[str, Any]) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def answers(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_json_lines_are_answered_one_by_one() -> None:
    given = lines({"id": 1, "text": GOOD}, {"id": "b", "text": BAD}, {"id": None, "text": "保證絕對不會再發生。"})
    result = run("--jsonl", given=given)
    found = answers(result)
    assert result.exit_code == 1
    assert [set(answer) for answer in found] == [{"id", "findings"}] * 3
    assert [(answer["id"], len(answer["findings"])) for answer in found] == [(1, 0), ("b", 1), (None, 1)]
    assert set(found[1]["findings"][0]) == KEYS


def test_bad_lines_get_their_error_and_the_others_go_on() -> None:
    given = (
        "no json\n[1]\n"
        + lines(
            {"id": 1},
            {"id": 2, "text": 3},
            {"id": 3, "text": GOOD, "lang": "sv"},
            {"id": 4, "text": GOOD, "facts": {"colour": 1}},
        )
        + "[" * 100_000
        + "\n\n"
        + lines({"id": 5, "text": GOOD})
    )
    result = run("--jsonl", given=given)
    found = answers(result)
    assert result.exit_code == 2
    assert [answer["id"] for answer in found] == [None, None, 1, 2, 3, 4, None, 5]
    assert ["error" in answer for answer in found] == [True] * 7 + [False]
    assert found[2]["error"] == "line 3: text is missing"
    assert "$.colour" in found[5]["error"]


def test_facts_of_a_line_take_the_place_of_the_files() -> None:
    draft = "We will deliver the new release by Friday."
    owed = {"sent_at": "2026-03-11T10:00", "owed_inputs": [{"what": "the test data for the release"}]}
    found = answers(run("--jsonl", given=lines({"text": draft, "facts": owed}, {"text": draft})))
    slugs = [[each["slug"] for each in answer["findings"]] for answer in found]
    assert ["promise-before-owed-input" in each for each in slugs] == [True, False]


def test_sarif_is_a_log_of_version_2_1_0_as_its_schema_wants_it(tmp_path: Path) -> None:
    text = f"Dear Mia,\r\n😀 {BAD}\r\nYou should have read the contract."
    path = tmp_path / "my 回覆: reply.txt"
    path.write_bytes(text.encode())
    log = json.loads(run(path, "--output", "sarif").stdout)
    assert set(log) == {"$schema", "version", "runs"}
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    (run_,) = log["runs"]
    assert set(run_) == {"tool", "columnKind", "results"}
    assert run_["columnKind"] == "unicodeCodePoints"
    rules = run_["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules) == 2
    for rule in rules:
        assert set(rule) <= {"id", "name", "shortDescription", "fullDescription", "help", "defaultConfiguration"}
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
        assert all(rule[key]["text"] for key in ("shortDescription", "fullDescription", "help"))
    for result in run_["results"]:
        assert set(result) == {"ruleId", "ruleIndex", "level", "message", "locations", "properties"}
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        (place,) = result["locations"]
        region = place["physicalLocation"]["region"]
        assert text[region["charOffset"] :][: region["charLength"]] == region["snippet"]["text"]
        assert min(region["startLine"], region["startColumn"], region["endColumn"]) >= 1
        uri = place["physicalLocation"]["artifactLocation"]["uri"]
        assert uri.endswith("/my%20%E5%9B%9E%E8%A6%86%3A%20reply.txt")


def test_a_clean_draft_has_an_empty_log() -> None:
    result = run("--output", "sarif", given=GOOD)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["runs"][0]["results"] == []


@pytest.mark.parametrize(
    ("language", "words"), [("en", "promise"), ("fi", "lupaa"), ("zh-Hant", "承諾"), ("zh-Hans", "承诺")]
)
def test_messages_are_in_the_readers_language_and_phrases_in_the_drafts(language: str, words: str) -> None:
    (finding,) = findings(run("--ui-lang", language, "--output", "json", given=BAD))
    assert words in finding["message"]
    assert all(each.isascii() or "’" in each for each in finding["suggestions"])


HOUSE = """[[rule]]
code = "H-cheap"
kind = "substitution"
severity = "error"
message = { en = "“{match}” sells us short.", fi = "“{match}” väheksyy." }
swap = { cheap = "low-priced" }
"""


def test_house_rules_are_heard_from_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(HOUSE, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no rules", encoding="utf-8")
    for where in (tmp_path, tmp_path / "a.toml"):
        (finding,) = findings(run("--house-rules", where, "--output", "json", "--ui-lang", "fi", given="A cheap part."))
        assert set(finding) == KEYS
        assert (finding["code"], finding["slug"], finding["message"]) == ("H-cheap", "H-cheap", "“cheap” väheksyy.")
        assert (finding["suggestions"], finding["safety"]) == (["low-priced"], "ask")
    log = json.loads(run("--house-rules", tmp_path, "--output", "sarif", given="A cheap part.").stdout)
    assert [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]] == ["H-cheap"]
    assert run("--house-rules", tmp_path, "--ignore", "H-cheap", given="A cheap part.").exit_code == 0


def test_all_errors_of_all_house_rules_are_told_at_once_and_exit_2(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(HOUSE.replace("error", "fatal").replace("swap", "words"), encoding="utf-8")
    (tmp_path / "b.toml").write_text("x = ", encoding="utf-8")
    result = run("--house-rules", tmp_path, given=GOOD)
    assert (result.exit_code, result.stdout) == (2, "")
    told = [line.removeprefix(f"{tmp_path}/").split(" ")[:2] for line in result.stderr.splitlines()]
    assert told == [["a.toml:4:", "E104"], ["a.toml:6:", "E101"], ["a.toml:1:", "E103"], ["b.toml:1:", "E100"]]
    assert run("--house-rules", tmp_path / "none.toml", given=GOOD).exit_code == 2


def test_checking_loads_neither_django_nor_patterns_that_nobody_asked_for() -> None:
    code = (
        "import sys; from evenhand.doors.cli.main import main\n"
        "try:\n    main(['check'])\n"
        "finally:\n    print([n for n in ('django', 'pydantic', 'rich', 're2') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], input=GOOD, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr
