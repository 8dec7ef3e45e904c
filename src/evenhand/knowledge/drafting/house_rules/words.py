"""What is wrong in a rule file, in words, with what to do."""

from __future__ import annotations

from evenhand.knowledge.drafting.house_rules.rule import RuleError

_SENTENCES = {
    "E100": "this is no TOML: {reason}.",
    "E101": "“{key}” is no key here; known are {known}.",
    "E102": "“{key}” holds something else than it should: {expected}.",
    "E103": "“{key}” is missing.",
    "E104": "“{key}” cannot be “{value}”; it can be: {expected}.",
    "E105": "“{pattern}” cannot be looked for: {reason}.",
    "E106": "“{code}” is the code of another rule already.",
    "E107": "“{key}” is empty.",
    "E108": "“{key}” is more than there may be: {most}.",
    "E110": "this cannot be read: {reason}.",
    "E109": "“{key}” means nothing in a rule of the kind “{kind}”, which knows: {known}.",
}


CODES = frozenset(_SENTENCES)


def sentence(error: RuleError) -> str:
    """One line: file, line, code and what is wrong."""
    said = _SENTENCES[error.code].format(**{"key": "rule", **error.values})
    return f"{error.file}:{error.line}: {error.code} {said}"
