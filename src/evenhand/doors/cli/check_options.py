"""What `evenhand check` can be asked, as data: for its help, and for a start that takes no time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, cast

from evenhand.knowledge.drafting.draft import Audience
from evenhand.knowledge.drafting.finding import Severity
from evenhand.knowledge.language.variety import VARIETIES

UI_LANGUAGES = ("en", "fi", "zh-Hant", "zh-Hans")
UTC = "UTC"


class Option(NamedTuple):
    """An option of the command: its name, what it does, what may be given, what holds where nothing is."""

    name: str
    help: str
    choices: tuple[str, ...] = ()
    default: str | None = None
    metavar: str | None = None
    is_flag: bool = False
    is_repeated: bool = False

    @property
    def key(self) -> str:
        """The field of `Asked` that it fills."""
        return self.name.removeprefix("--").replace("-", "_")


class Asked(NamedTuple):
    """What was asked, as it was written."""

    files: tuple[str, ...] = ()
    facts: str | None = None
    lang: str | None = None
    ui_lang: str = "en"
    audience: str = "customer"
    output: str = "plain"
    min_level: str = "suggestion"
    ignore: tuple[str, ...] = ()
    house_rules: tuple[str, ...] = ()
    jsonl: bool = False
    timezone: Any = UTC


OPTIONS = (
    Option("--facts", "What the record knows, as JSON (design: the draft check).", metavar="FILE"),
    Option("--lang", "Language of the draft (default: found).", choices=VARIETIES),
    Option("--ui-lang", "Of the messages.", choices=UI_LANGUAGES, default="en"),
    Option("--audience", "Who reads it.", choices=tuple(each.value for each in Audience), default="customer"),
    Option("--output", "How.", choices=("plain", "json", "sarif"), default="plain"),
    Option("--min-level", "Leave out less.", choices=tuple(each.value for each in Severity), default="suggestion"),
    Option("--ignore", "Let a rule say nothing; may be given several times.", metavar="CODE", is_repeated=True),
    Option("--house-rules", "Rules of your own: a .toml file or a folder of them.", metavar="PATH", is_repeated=True),
    Option("--jsonl", "Check JSON Lines: id, text, lang, facts.", is_flag=True),
)
_BY_NAME = {option.name: option for option in OPTIONS}


def plainly_asked(arguments: Sequence[str]) -> Asked | None:
    """What is asked where every word is plain; None for help, for mistakes and for what is seldom: the command's."""
    files: list[str] = []
    values: dict[str, Any] = {}
    rest = iter(arguments)
    for word in rest:
        if word == "-" or not word.startswith("-"):
            files.append(word)
            continue
        name, given, value = word.partition("=")
        option = _BY_NAME.get(name)
        if option is None or (option.is_flag and given):
            return None
        wanted = value if given else "" if option.is_flag else next(rest, "-")
        if wanted.startswith("-") or (option.choices and wanted not in option.choices):
            return None
        _take(values, option, wanted)
    return Asked(tuple(files), **values)


def _take(values: dict[str, Any], option: Option, given: str) -> None:
    if option.is_flag:
        values[option.key] = True
    elif option.is_repeated:
        values[option.key] = (*cast("tuple[str, ...]", values.get(option.key, ())), given)
    else:
        values[option.key] = given
