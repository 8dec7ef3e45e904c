"""House rules from the text of a TOML file; whatever is wrong in it is told at once, each with its line and code."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from evenhand.knowledge.drafting.finding import Severity
from evenhand.knowledge.drafting.house_rules.fields import KEYS, KNOWS, NEEDS, BadValue, field_of
from evenhand.knowledge.drafting.house_rules.matching import compiled, strings
from evenhand.knowledge.drafting.house_rules.places import places, too_deep
from evenhand.knowledge.drafting.house_rules.rule import HouseRule, RuleError

MOST_RULES = 500  # in one file
LARGEST_FILE = 400_000  # bytes
_ARRAY = "rule"


class File(NamedTuple):
    """A rule file as it was read: its name for messages, and its bytes, UTF-8 as TOML is."""

    name: str
    data: bytes


def read_rules(files: Iterable[File]) -> tuple[tuple[HouseRule, ...], tuple[RuleError, ...]]:
    """The rules that can be used, and all that is wrong with the others, in the order of files and lines."""
    rules: list[HouseRule] = []
    errors: list[RuleError] = []
    known: set[str] = set()
    for file in files:
        for found in _read(file):
            if isinstance(found, RuleError):
                errors.append(found)
            elif found.rule.code in known:
                errors.append(RuleError(file.name, found.line, "E106", {"code": found.rule.code}))
            else:
                known.add(found.rule.code)
                rules.append(found.rule)
    return tuple(rules), tuple(errors)


class _Read(NamedTuple):
    rule: HouseRule
    line: int


class _Wrong(NamedTuple):
    key: str
    code: str
    values: Mapping[str, str]


def _read(file: File) -> list[_Read | RuleError]:
    if len(file.data) > LARGEST_FILE:
        return [RuleError(file.name, 1, "E108", {"key": file.name, "most": f"{LARGEST_FILE:,} bytes"})]
    try:
        text = file.data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = file.data.count(b"\n", 0, problem.start) + 1
        return [RuleError(file.name, line, "E100", {"reason": "it is not UTF-8"})]
    return _read_text(file, text.replace("\r\n", "\n"))


def _read_text(file: File, text: str) -> list[_Read | RuleError]:
    if (line := too_deep(text)) is not None:
        return [RuleError(file.name, line, "E100", {"reason": "keys or brackets lie too deep in one another"})]
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as problem:
        reason = str(problem).partition(" (at ")[0]
        return [RuleError(file.name, _line_in(str(problem), text), "E100", {"reason": reason})]
    top, where = places(text, _ARRAY)
    found: list[_Read | RuleError] = [
        RuleError(file.name, top.get(key, 1), "E101", {"key": key, "known": _ARRAY}) for key in table if key != _ARRAY
    ]
    rows = table.get(_ARRAY, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return [*found, RuleError(file.name, top.get(_ARRAY, 1), "E102", {"key": _ARRAY, "expected": "[[rule]]"})]
    if len(rows) > MOST_RULES:
        found.append(RuleError(file.name, 1, "E108", {"most": str(MOST_RULES)}))
    for index, row in enumerate(rows[:MOST_RULES]):
        found += _one(file.name, row, where[index] if index < len(where) else {"": top.get(_ARRAY, 1)})
    return found


def _line_in(words: str, text: str) -> int:
    """The line that the parser names, the last where it says that the text ends too soon, 1 where it names none."""
    if words.endswith("(at end of document)"):
        return text.rstrip().count("\n") + 1
    _, _, rest = words.partition("at line ")
    digits = rest.split(",")[0]
    return int(digits) if digits.isdigit() else 1


def _one(name: str, row: Mapping[str, Any], where: Mapping[str, int]) -> list[_Read | RuleError]:
    first = where.get("", 1)
    values, wrong = _values(row)
    wrong += _missing(row)
    if not wrong:
        rule = HouseRule(**{"severity": Severity.WARNING, **values})
        wrong = _unusable(rule, row)
        if not wrong:
            return [_Read(rule, first)]
    return [RuleError(name, where.get(key, first), code, {"key": key, **more}) for key, code, more in wrong]


def _values(row: Mapping[str, Any]) -> tuple[dict[str, Any], list[_Wrong]]:
    """The attributes of a rule, and what is wrong with its keys."""
    values: dict[str, Any] = {}
    wrong: list[_Wrong] = []
    known = KNOWS.get(str(row.get("kind")), KEYS)
    for key, value in row.items():
        if key not in KEYS:
            wrong.append(_Wrong(key[:40], "E101", {"known": ", ".join(known)}))
        elif key not in known:
            wrong.append(_Wrong(key, "E109", {"kind": str(row["kind"]), "known": ", ".join(known)}))
        else:
            try:
                attribute, read = field_of(key, value)
                values[attribute] = read
            except BadValue as problem:
                wrong.append(_Wrong(key, problem.code, problem.values))
    return values, wrong


def _missing(row: Mapping[str, Any]) -> list[_Wrong]:
    kind = str(row.get("kind"))
    needed = ["code", "kind", "message", *NEEDS.get(kind, ())]
    if kind == "occurrence" and "least" not in row:
        needed.append("most")
    return [_Wrong(key, "E103", {}) for key in needed if key not in row]


def _unusable(rule: HouseRule, row: Mapping[str, Any]) -> list[_Wrong]:
    """The phrases and patterns that cannot be looked for, each under its key."""
    keys = {
        "phrase": "swap" if "swap" in row else "phrases",
        "other": next((key for key in ("then", "or", "near") if key in row), "phrases"),
    }
    bad = [*strings(rule)[1], *compiled(rule)[1]]
    return [_Wrong(keys[each.role], "E105", {"pattern": each.pattern, "reason": each.reason}) for each in bad]
