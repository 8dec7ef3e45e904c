"""The draft check as clients of LanguageTool meet it: keys, fields, answers, and what is refused."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlencode

import builders
import pytest
from builders import START, ada, bo
from django.http import HttpResponse
from django.test import Client

from evenhand.doors import clock
from evenhand.knowledge.drafting.check import CHECKED_AT_MOST
from evenhand.record.people.actions import NewKey, make_key
from evenhand.record.people.models import Member
from evenhand.record.replies.actions.rules import switch_off
from evenhand.server.logs import WithoutTokens

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
PROMISE = "I guarantee this will never happen again. We will send you the report."
UNREAL = "extension://0d5a1c8e-7c1e-4a4e-9d5e-000000000000"


def key_of(member: Member, *scopes: str) -> str:
    """The secret of a key of this member; for checking alone unless scopes are named."""
    return make_key(NewKey("A client", scopes or ["check"]), by=member, at=START)[1]


@dataclass(frozen=True)
class Tool:
    """A client of LanguageTool with a key, which it sends as a field of its form."""

    key: str
    client: Client

    def ask(self, **fields: str) -> HttpResponse:
        """What a check answers; without `language` it is to be found."""
        sent = {"language": "auto", "username": "ada@harbourline.example", "apiKey": self.key} | fields
        return self.client.post("/v2/check", urlencode(sent, quote_via=quote), content_type=FORM)

    def matches(self, text: str, **fields: str) -> list[dict[str, Any]]:
        """The matches in a text."""
        answer = self.ask(text=text, **fields)
        assert answer.status_code == 200, answer.content
        found: list[dict[str, Any]] = answer.json()["matches"]
        return found


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> Tool:
    """Ada's, with a key that checks drafts and does nothing else."""
    monkeypatch.setattr(clock, "now", lambda: START)
    return Tool(key_of(ada()), Client(enforce_csrf_checks=True))


def cut(text: str, offset: int, length: int) -> str:
    """The words of a match, counted in UTF-16 code units."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * offset : 2 * (offset + length)].decode("utf-16-le", "surrogatepass")


def ids(matches: list[dict[str, Any]]) -> list[str]:
    """The rules that found something."""
    return [match["rule"]["id"] for match in matches]


def test_a_match_has_all_that_clients_read(tool: Tool):
    answer = tool.ask(text=PROMISE, language="en-GB").json()
    assert answer["software"]["apiVersion"] == 1
    assert answer["warnings"] == {"incompleteResults": False}
    assert answer["language"]["code"] == "en-GB"
    assert answer["language"]["detectedLanguage"] == {
        "name": "English", "code": "en", "confidence": 1.0, "source": "evenhand",
    }  # fmt: skip
    assert answer["sentenceRanges"] == [[0, 41], [42, 70]]
    assert ids(answer["matches"]) == ["ABSOLUTE_GUARANTEE", "PROMISE_WITHOUT_DATE"]
    first = answer["matches"][0]
    assert first["sentence"] == "I guarantee this will never happen again."
    assert first["type"] == {"typeName": "Other"}
    assert first["rule"]["subId"] == "P102"
    assert first["rule"]["category"] == {"id": "PROMISES", "name": "Promises"}
    assert first["shortMessage"] == first["rule"]["description"] == "A guarantee without a limit."
    assert first["rule"]["urls"] == [{"value": "http://testserver/rules/absolute-guarantee"}]
    assert first["context"]["text"].startswith(PROMISE[:40])
    assert all(isinstance(each["value"], str) for match in answer["matches"] for each in match["replacements"])


@pytest.mark.parametrize(
    "before", ["", "Hello 😀👍🏽 there. ", "👨‍👩‍👧‍👦 a\u0308\u0301 ", "𠮷野家。", "\r\n\r\n", "\ufeff"]
)
def test_offsets_count_utf16_code_units_as_java_does(tool: Tool, before: str):
    text = f"{before}I guarantee this will never happen again 😀."
    (match,) = [match for match in tool.matches(text) if match["rule"]["id"] == "ABSOLUTE_GUARANTEE"]
    words = cut(text, match["offset"], match["length"])
    assert words.startswith("I guarantee") or words.startswith("guarantee") or words.startswith("never")
    assert words in text
    context = match["context"]
    assert cut(context["text"], context["offset"], context["length"]) == words


def test_markup_is_counted_and_not_read(tool: Tool):
    pieces = [
        {"text": "😀 I "}, {"markup": "<b class='😀'>"}, {"text": "guar"}, {"markup": "</b>"}, {"text": "antee this"},
        {"markup": "<br>", "interpretAs": " "}, {"text": "will never happen again."},
    ]  # fmt: skip
    answer = tool.ask(data=json.dumps({"annotation": pieces})).json()
    whole = "".join(piece.get("text") or piece["markup"] for piece in pieces)
    match = answer["matches"][0]
    words = cut(whole, match["offset"], match["length"])
    assert "never happen again" in words.replace("<br>", " ")
    assert not words.startswith("<")
    assert not words.endswith(">")
    assert "<" not in match["sentence"]
    assert [cut(whole, low, high - low) for low, high in answer["sentenceRanges"]] == [whole]
    hidden = [{"markup": f"<!-- {PROMISE} -->"}, {"text": "Thank you."}]
    assert tool.ask(data=json.dumps({"annotation": hidden})).json()["matches"] == []
    assert tool.ask(data=json.dumps({"text": PROMISE})).json()["matches"] != []


@pytest.mark.parametrize(("text", "named", "code"), [
    ("I guarantee this will never happen again.", "auto", "en"),
    ("Takaamme, ettei tämä enää koskaan toistu.", "auto", "fi"),
    ("Takaamme, ettei tämä enää koskaan toistu.", "fi-FI", "fi-FI"),
    ("我們保證這種情況絕對不會再發生。", "auto", "zh-TW"),
    ("我們保證這種情況絕對不會再發生。", "zh-TW", "zh-TW"),
    ("我們保證這種情況絕對不會再發生。", "zh-HK", "zh-HK"),
    ("我們保證這種情況絕對不會再發生。", "zh", "zh"),
    ("我们保证这种情况绝对不会再发生。", "auto", "zh-CN"),
    ("我们保证这种情况绝对不会再发生。", "zh-CN", "zh-CN"),
    ("我哋保證以後實唔會再有呢啲嘢。", "auto", "yue-HK"),
    ("我哋保證以後實唔會再有呢啲嘢。", "zh-HK", "zh-HK"),
])  # fmt: skip
def test_five_varieties_by_the_codes_of_clients(tool: Tool, text: str, named: str, code: str):
    answer = tool.ask(text=text, language=named).json()
    assert answer["language"]["code"] == code
    assert "ABSOLUTE_GUARANTEE" in ids(answer["matches"])


def test_a_preferred_variant_is_answered_with(tool: Tool):
    answer = tool.ask(text=PROMISE, preferredVariants="de-AT,en-GB,zh-HK").json()
    assert answer["language"]["code"] == answer["language"]["detectedLanguage"]["code"] == "en-GB"


def test_messages_speak_the_language_of_the_member(tool: Tool):
    eeva = Tool(key_of(builders.somebody("Eeva Salo", ["agent"], language="fi")), tool.client)
    taiwan = Tool(key_of(builders.somebody("陳怡君", ["agent"], language="zh-hant")), tool.client)
    said = [one.matches(PROMISE)[0] for one in (tool, eeva, taiwan)]
    assert len({match["message"] for match in said}) == 3
    assert len({match["shortMessage"] for match in said}) == 3
    assert len({match["rule"]["category"]["name"] for match in said}) == 3
    assert eeva.ask(text="x", language="auto", apiKey="evh_wrong").status_code == 401


def test_rules_are_switched_off_and_on(tool: Tool):
    assert ids(tool.matches(PROMISE, disabledRules="ABSOLUTE_GUARANTEE,WHITESPACE_RULE")) == ["PROMISE_WITHOUT_DATE"]
    assert ids(tool.matches(PROMISE, disabledRules="promise-without-date")) == ["ABSOLUTE_GUARANTEE"]
    assert tool.matches(PROMISE, disabledCategories="PROMISES,TYPOS") == []
    assert ids(tool.matches(PROMISE, enabledOnly="true", enabledRules="P102")) == ["ABSOLUTE_GUARANTEE"]
    assert len(tool.matches(PROMISE, enabledOnly="yes", enabledCategories="PROMISES")) == 2
    assert tool.matches(PROMISE, enabledOnly="true", enabledRules="EN_A_VS_AN") == []
    assert tool.ask(text="x", enabledOnly="true").status_code == 400
    assert tool.ask(text="x", enabledOnly="true", enabledRules="P102", disabledRules="P101").status_code == 400


def test_a_rule_that_the_firm_switched_off_says_nothing(tool: Tool):
    switch_off("absolute-guarantee", "Our lawyers want it so.", by=bo(), at=START)
    assert ids(tool.matches(PROMISE)) == ["PROMISE_WITHOUT_DATE"]
    assert ids(tool.matches(PROMISE, enabledRules="ABSOLUTE_GUARANTEE")) == ["PROMISE_WITHOUT_DATE"]


def test_the_add_ons_two_questions_get_each_match_once(tool: Tool):
    assert len(tool.matches(PROMISE, mode="allButTextLevelOnly", level="picky", c="1", v="8.14.3")) == 2
    assert tool.matches(PROMISE, mode="textLevelOnly") == []


def test_the_same_as_json_and_as_multipart(tool: Tool):
    fields = {"text": PROMISE, "language": "en", "apiKey": tool.key, "disabledRules": ["P101"], "level": None}
    answer = tool.client.post("/v2/check", json.dumps(fields), content_type="application/json; charset=utf-8")
    assert ids(answer.json()["matches"]) == ["ABSOLUTE_GUARANTEE"]
    fields = {"language": "en", "apiKey": tool.key, "data": {"annotation": [{"text": PROMISE}]}}
    answer = tool.client.post("/v2/check", json.dumps(fields), content_type="application/json")
    assert len(answer.json()["matches"]) == 2
    answer = tool.client.post("/v2/check", {"text": PROMISE, "language": "en", "apiKey": tool.key})
    assert len(answer.json()["matches"]) == 2


def test_libreoffice_asks_as_its_source_has_it(tool: Tool):
    body = f"text={quote(PROMISE + ' 😀', safe='-._~')}&language=en-US&username=ada&apiKey={tool.key}"
    answer = tool.client.post("/v2//check", body, content_type=FORM)
    match = answer.json()["matches"][0]
    assert {"offset", "length", "message", "shortMessage", "replacements"} <= set(match)
    assert match["rule"]["category"]["id"]


@pytest.mark.parametrize("scopes", [("check",), ("read", "check")])
def test_the_key_comes_in_the_header_too(tool: Tool, scopes: tuple[str, ...]):
    secret = key_of(ada(), *scopes)
    answer = tool.client.post(
        "/v2/check", urlencode({"text": PROMISE, "language": "en"}), content_type=FORM,
        headers={"Authorization": f"Bearer {secret}"},
    )  # fmt: skip
    assert len(answer.json()["matches"]) == 2


def test_a_key_in_the_address_may_do_nothing_else(tool: Tool):
    body = urlencode({"text": PROMISE, "language": "en"})
    answer = tool.client.post(f"/lt/{tool.key}/v2/check", body, content_type=FORM)
    assert len(answer.json()["matches"]) == 2
    mighty = tool.client.post(f"/lt/{key_of(ada(), 'read', 'check')}/v2/check", body, content_type=FORM)
    assert mighty.status_code == 403
    assert tool.client.get(f"/lt/{tool.key}/v2/languages").status_code == 200
    assert tool.client.get("/lt/evh_wrong/v2/languages").status_code == 401


def test_whoever_has_no_key_for_it_gets_nothing(tool: Tool):
    body = urlencode({"text": PROMISE, "language": "en"})
    for client in (tool.client, builders.signed_in(ada())):
        answer = client.post("/v2/check", body, content_type=FORM)
        assert answer.status_code == 401
        assert answer.content.decode().startswith("Error: ")
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert tool.ask(text=PROMISE, apiKey="evh_guess").status_code == 401
    assert tool.ask(text=PROMISE, apiKey=key_of(ada(), "read", "write")).status_code == 403
    in_address = tool.client.post(f"/v2/check?apiKey={tool.key}", body, content_type=FORM)
    assert in_address.status_code == 401


def test_after_ten_wrong_keys_a_minute_one_waits_and_a_right_key_does_not(tool: Tool, monkeypatch: pytest.MonkeyPatch):
    assert {tool.ask(text="x", apiKey="evh_guess").status_code for _ in range(10)} == {401}
    refused = tool.ask(text="x", apiKey="evh_guess")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")
    assert tool.matches(PROMISE) != []
    monkeypatch.setattr(clock, "now", lambda: START + timedelta(seconds=61))
    assert tool.ask(text="x", apiKey="evh_guess").status_code == 401


@pytest.mark.parametrize("fields", [
    {}, {"text": "x", "data": "{}"}, {"data": "{"}, {"data": "[]"}, {"data": "{}"}, {"data": "[" * 100_000},
    {"data": '{"text": "x", "annotation": []}'}, {"data": '{"annotation": [{"text": "x", "markup": "y"}]}'},
    {"data": '{"annotation": [{"text": "x", "interpretAs": "y"}]}'}, {"data": '{"annotation": [3, null]}'},
    {"data": '{"annotation": [{"text": 3}]}'}, {"data": '{"text": 3}'},
    {"text": "x", "language": ""}, {"text": "x", "language": "sv-SE"}, {"text": "x", "language": "\0"},
])  # fmt: skip
def test_what_cannot_be_asked_is_told_in_a_sentence(tool: Tool, fields: dict[str, str]):
    answer = tool.ask(**fields)
    assert answer.status_code == 400
    assert answer.content.decode().startswith("Error: ")
    assert "<" not in answer.content.decode()


@pytest.mark.parametrize("text", [
    "", " ", "\0\0", "\ud83d I guarantee this will never happen again.", "\u202e\u2066", "a" * 5000, "\u0301" * 3000,
])  # fmt: skip
def test_any_text_is_answered(tool: Tool, text: str):
    body = json.dumps({"text": text, "language": "auto", "apiKey": tool.key})
    answer = tool.client.post("/v2/check", body, content_type="application/json")
    assert answer.status_code == 200
    for match in answer.json()["matches"]:
        assert cut(text, match["offset"], match["length"])


@pytest.mark.parametrize("body", [b"text=%ff%fe%00I+guarantee+it", b"text=\xff\xfe\x00", "text=Täytyy".encode()])
def test_bytes_that_are_no_utf8_are_read_as_far_as_they_can_be(tool: Tool, body: bytes):
    answer = tool.client.post("/v2/check", body + f"&language=auto&apiKey={tool.key}".encode(), content_type=FORM)
    assert answer.status_code == 200


@pytest.mark.parametrize(("body", "kind", "status"), [
    (b"\xff\xfe{", "application/json", 400), (b"[]", "application/json", 400),
    (b"&".join(b"f%d=1" % n for n in range(2000)), FORM, 400), (b"no boundary", "multipart/form-data", 400),
    (b"text=" + b"x" * (6 * 1024 * 1024), FORM, 413),
])  # fmt: skip
def test_a_body_that_cannot_be_taken_is_refused_in_a_sentence(tool: Tool, body: bytes, kind: str, status: int):
    answer = tool.client.post("/v2/check", body, content_type=kind, headers={"Authorization": f"Bearer {tool.key}"})
    assert answer.status_code == status
    assert answer.content.decode().startswith("Error: ")


def test_a_megabyte_is_read_as_far_as_it_is_said(tool: Tool):
    answer = tool.ask(text=PROMISE + " Thank you." * 95_000)
    assert answer.status_code == 200
    warnings = answer.json()["warnings"]
    assert warnings["incompleteResults"] is True
    assert str(CHECKED_AT_MOST) in warnings["incompleteResultsReason"]
    assert len(answer.json()["matches"]) == 2
    assert tool.client.get("/v2/maxtextlength").content == str(CHECKED_AT_MOST).encode()


def test_what_clients_ask_before_they_check(tool: Tool):
    languages = tool.client.get("/v2/languages").json()
    assert {"en", "en-GB", "en-US", "fi-FI", "zh-TW", "zh-HK", "zh-CN"} <= {each["longCode"] for each in languages}
    assert all(set(each) == {"name", "code", "longCode"} for each in languages)
    assert tool.client.get("/v2/info").json()["software"]["name"] == "Evenhand"
    rules = tool.client.post("/v2/configinfo", b"language=en", content_type=FORM).json()["rules"]
    assert {"ABSOLUTE_GUARANTEE", "PROMISE_WITHOUT_DATE"} <= {rule["ruleId"] for rule in rules}


def test_other_methods_and_addresses_are_sentences_too(tool: Tool):
    refused = tool.client.get("/v2/check?text=x")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "POST")
    for address in ("/v2/words", "/v2/check/", "/lt/", "/lt/x/v3/check"):
        answer = tool.client.post(address)
        assert (answer.status_code, answer.headers["Content-Type"]) == (404, "text/plain; charset=utf-8")


@pytest.mark.parametrize("origin", [f"chrome-{UNREAL}", f"moz-{UNREAL}", f"safari-web-{UNREAL}"])
def test_add_ons_of_browsers_may_read_the_answer(tool: Tool, origin: str):
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    before = tool.client.options("/v2/check", headers=asked)
    assert (before.status_code, before.content) == (204, b"")
    assert "content-type" in before.headers["Access-Control-Allow-Headers"].lower()
    for answer in (before, tool.client.post("/v2/check", headers={"Origin": origin})):
        assert answer.headers["Access-Control-Allow-Origin"] == origin
        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert "Origin" in answer.headers["Vary"]
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("origin", [
    "https://elsewhere.example", "null", "*", "", f"https://x/chrome-{UNREAL}", f"chrome-{UNREAL}/\n", "moz-extension://",
])  # fmt: skip
def test_no_other_page_may(tool: Tool, origin: str):
    asked = {"Origin": origin}
    for answer in (tool.client.options("/v2/check", headers=asked), tool.client.get("/v2/languages", headers=asked)):
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_page_that_the_operator_named_may_and_other_addresses_stay_closed(tool: Tool, settings: Any):
    settings.LANGUAGETOOL_ORIGINS = ("https://office.example",)
    asked = {"Origin": "https://office.example"}
    assert tool.client.get("/v2/languages", headers=asked).headers["Access-Control-Allow-Origin"] == asked["Origin"]
    for address in ("/api/v1/me", "/sign-in", "/health"):
        for origin in (asked["Origin"], f"moz-{UNREAL}"):
            answer = tool.client.options(address, headers={"Origin": origin})
            assert "Access-Control-Allow-Origin" not in answer.headers


def test_the_log_keeps_neither_texts_nor_keys(tool: Tool, caplog: pytest.LogCaptureFixture):
    caplog.handler.addFilter(WithoutTokens())
    with caplog.at_level(logging.DEBUG, logger="django.request"):
        tool.client.post("/lt/evh_secret/v2/check", urlencode({"text": "hush", "language": "en"}), content_type=FORM)
        tool.ask(text="hush", language="sv")
    assert "/lt/…" in caplog.text
    assert "evh_secret" not in caplog.text
    assert "hush" not in caplog.text


def test_what_fails_on_our_side_gives_nothing_away(tool: Tool, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("evenhand.doors.languagetool.views.prepare", lambda text: 1 / 0)
    tool.client.raise_request_exception = False
    answer = tool.ask(text=PROMISE)
    assert answer.status_code == 500
    assert answer.content == b"Error: Something failed on our side."
