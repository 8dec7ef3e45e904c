"""Grammars as data: `<language>.tsv` holds the patterns of a language, its module says what they mean.

Rows are tab-separated and read from top to bottom; lines that begin with `#` are comments.

    let     NAME    pattern                     a name that later patterns use as <NAME>
    around  NAME    pattern                     what stands between and around atoms (see Surroundings)
    MEANING NAME    starts  pattern             a rule: what the pattern means, and how its matches begin

`starts` lists every beginning that a match can have, `_` for a blank and `#` for any digit: only there is the rule
tried, which keeps the search fast. Patterns meet folded text, are compiled when first tried, and never repeat
without a bound.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from evenhand.knowledge.language.deadlines.meaning import Grammar, Resolver, Rule, Surroundings
from evenhand.knowledge.language.late import late

_FOLDER = Path(__file__).parent
_NAME = late(r"<([A-Z]+)>")


def load(
    languages: tuple[str, ...],
    relative: Mapping[str, Resolver],
    absolute: Mapping[str, Resolver],
    names: Mapping[str, str],
    inside: str,
) -> Grammar:
    """The grammar of a language from its files, earlier files and rows first.

    `relative` meanings need the time of sending, `absolute` ones do not. `names` are patterns made from data,
    `inside` matches the character before an atom and the first of the atom where no atom can begin: inside a word,
    inside a number.
    """
    known, around = dict(names), {}
    rules: list[Rule] = []
    for language in reversed(languages):
        read: list[Rule] = []
        for key, name, *rest in _rows(language):
            pattern = _NAME.sub(lambda found: known[found[1]], rest[-1])
            if key == "let":
                known[name] = f"(?:{pattern})"
            elif key == "around":
                around[name] = late(pattern)
            else:
                meaning = absolute.get(key) or relative[key]
                starts = tuple(rest[0].replace("_", " ").split(","))
                read.append(Rule(name, pattern, meaning, key in absolute, starts))
        rules = read + rules
    return Grammar(*_gate(rules, inside), Surroundings(**around))


def _rows(language: str) -> list[list[str]]:
    lines = (_FOLDER / f"{language}.tsv").read_text(encoding="utf-8").split("\n")
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def _gate(rules: list[Rule], inside: str) -> tuple[re.Pattern[str], dict[str, tuple[Rule, ...]]]:
    """A pattern that finds where rules may begin, and for each beginning the rules to try, in order."""
    starts = sorted({start for rule in rules for start in rule.starts})
    by_start = {start: tuple(rule for rule in rules if start.startswith(rule.starts)) for start in starts}
    if "#" in by_start:
        by_start |= dict.fromkeys("0123456789", by_start["#"])
    choices = "|".join(_choice(first, starts) for first in sorted({start[0] for start in starts}))
    return late(f"(?:{choices})(?<!{inside})"), by_start


def _choice(first: str, starts: list[str]) -> str:
    """One beginning character, and what may follow it; a plain first character is what makes the search fast."""
    rest = [re.escape(start[1:]) for start in starts if start[0] == first]
    if first == "#" or "" in rest:
        return "[0-9]" if first == "#" else re.escape(first)
    return f"{re.escape(first)}(?={'|'.join(rest)})"
