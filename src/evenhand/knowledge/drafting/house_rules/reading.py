"""House rules from the text of a TOML file; whatever is wrong in it is told at once, each with its line and code."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from evenhand.knowledge.drafting.finding import Severity
from evenhand.knowledge.drafting.house_rules.fields import KEYS, NEEDS, BadValue, field_of
from evenhand.knowledge.drafting.house_rules.matching import BadPattern, compiled, strings
from evenhand.knowledge.drafting.house_rules.places import places
from evenhand.knowledge.drafting.house_rules.rule import HouseRule, RuleError

MOST_RULES = 500  # in one file
_ARRAY = "rule"


class File(NamedTuple):
    """A rule file as it was read: its name for messages, and its text."""

    name: str
    text: str


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


def _read(file: File) -> list[_Read | RuleError]:
    try:
        table = tomllib.loads(file.text)
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        return [RuleError(file.name, _line_in(str(problem)), "E100", {"reason": str(problem)})]
    where = places(file.text, _ARRAY)
    found: list[_Read | RuleError] = [
        RuleError(file.name, 1, "E101", {"key": key, "known": _ARRAY}) for key in table if key != _ARRAY
    ]
    rows = table.get(_ARRAY, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return [*found, RuleError(file.name, 1, "E102", {"key": _ARRAY, "expected": "[[rule]]"})]
    if len(rows) > MOST_RULES:
        found.append(RuleError(file.name, 1, "E108", {"most": str(MOST_RULES)}))
    for index, row in enumerate(rows[:MOST_RULES]):
        found += _one(file.name, row, where[index] if index < len(where) else {})
    return found


def _line_in(words: str) -> int:
    """The line that the parser names, 1 where it names none."""
    _, _, rest = words.partition("at line ")
    digits = rest.split(",")[0]
    return int(digits) if digits.isdigit() else 1


def _one(name: str, row: Mapping[str, Any], where: Mapping[str, int]) -> list[_Read | RuleError]:
    first = where.get("", 1)
    errors: list[_Read | RuleError] = []
    values: dict[str, Any] = {}
    for key, value in row.items():
        line = where.get(key, first)
        if key not in KEYS:
            errors.append(RuleError(name, line, "E101", {"key": key, "known": ", ".join(KEYS)}))
            continue
        try:
            attribute, read = field_of(key, value)
            values[attribute] = read
        except BadValue as problem:
            errors.append(RuleError(name, line, problem.code, {"key": key, **problem.values}))
    for key in ("code", "kind", "message", *NEEDS.get(str(row.get("kind")), ())):
        if key not in row:
            errors.append(RuleError(name, first, "E103", {"key": key}))
    if errors:
        return errors
    values.setdefault("severity", Severity.WARNING)
    rule = HouseRule(**values)
    try:
        strings(rule)
        compiled(rule)
    except BadPattern as problem:
        return [
            RuleError(name, where.get("phrases", first), "E105", {"pattern": problem.pattern, "reason": str(problem)})
        ]
    return [_Read(rule, first)]
