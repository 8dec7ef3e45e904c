"""All rules, found by folder: a module `rules/<group>/<rule>.py` holds one."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path

from evenhand.knowledge.drafting.ignoring import UnusedIgnore
from evenhand.knowledge.drafting.rule import Rule

_RULES = Path(__file__).parent / "rules"


@cache
def catalogue() -> tuple[Rule, ...]:
    """An instance of every rule, by code."""
    modules = (f"{path.parent.name}.{path.stem}" for path in sorted(_RULES.glob("*/[a-z]*.py")))
    return tuple(sorted((_rule_in(module) for module in modules), key=lambda rule: rule.code))


def _rule_in(module: str) -> Rule:
    loaded = import_module(f"evenhand.knowledge.drafting.rules.{module}")
    own = [each for each in vars(loaded).values() if getattr(each, "__module__", "") == loaded.__name__]
    found = [each for each in own if isinstance(each, type) and issubclass(each, Rule)]
    if len(found) != 1:
        raise LookupError(f"{module} holds {len(found)} rules, not one")
    rule: Rule = found[0]()
    return rule


def by_slug(name: str) -> type[Rule]:
    """The rule of a slug or a code. Raises LookupError."""
    found = _by_name().get(name)
    if found is None:
        raise LookupError(name)
    return found


@cache
def _by_name() -> dict[str, type[Rule]]:
    rules = (*catalogue(), UnusedIgnore())
    return {rule.slug: type(rule) for rule in rules} | {rule.code: type(rule) for rule in rules}
