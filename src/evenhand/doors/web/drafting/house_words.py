"""What is wrong in the firm's own rule files, as whole sentences of the page's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenhand.knowledge.drafting.house_rules.rule import RuleError

SENTENCES: dict[str, Promise] = {
    "E100": _("The file is no TOML. An editor that knows TOML shows where."),
    "E101": _("“%(key)s” is a key that no rule has. Look for a slip of the pen."),
    "E102": _("“%(key)s” holds another kind of value than it should."),
    "E103": _("“%(key)s” is missing."),
    "E104": _("“%(value)s” cannot stand at “%(key)s”."),
    "E105": _("“%(pattern)s” cannot be looked for."),
    "E106": _("Two rules have the code “%(code)s”. Rename the second."),
    "E107": _("“%(key)s” is empty. Fill it or leave it out."),
    "E108": _("“%(key)s” is more than there may be. Make two of it."),
    "E109": _("“%(key)s” means nothing in a rule of the kind “%(kind)s”."),
    "E110": _("The file cannot be read."),
}
# Said by whoever reads the file, in English.
_DETAILS = {"expected": "Expected: {}", "known": "Known: {}", "most": "At most: {}", "reason": "{}"}


@dataclass(frozen=True, slots=True)
class Wrong:
    """An error: where, its code, and what to do; `detail` is in English, "" where there is none."""

    file: str
    line: int
    code: str
    why: str
    detail: str


def wrong_in_files(errors: Iterable[RuleError]) -> list[Wrong]:
    """All errors, in the order of the files and of their lines."""
    return [_wrong(error) for error in sorted(errors, key=lambda error: (error.file, error.line))]


def _wrong(error: RuleError) -> Wrong:
    named = {"key": "rule", **error.values}
    detail = "; ".join(told.format(named[key]) for key, told in _DETAILS.items() if key in named)
    return Wrong(error.file, error.line, error.code, str(SENTENCES[error.code]) % named, detail)
