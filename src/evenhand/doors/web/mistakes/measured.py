"""Figures measured on messages whose right reading is known: the file that the evaluation writes, in words."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web import readings as words
from evenhand.doors.web.mistakes.figures import LEAST, between, decimal, percent
from evenhand.doors.web.templatetags.desk import number

FILE = Path(__file__).with_name("measured.json")
log = logging.getLogger(__name__)

Unit = Literal["percent", "per-1000", "score"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure: its name, what it means for somebody at the desk (with the count), its unit, is more better."""

    title: str | Promise
    meaning: str | Promise
    unit: Unit
    more_is_better: bool = True


MEASURES: dict[str, Measure] = {
    "attack-recall": Measure(
        _("Attacks that are found"),
        _("Of 100 messages that attack or threaten somebody, it finds %(count)s; the others reach people unhidden."),
        "percent",
    ),
    "attack-precision": Measure(
        _("Attacks that are attacks"),
        _("Of 100 messages that it calls abusive or threatening, %(count)s are; the others are called so unjustly."),
        "percent",
    ),
    "heated-called-abusive": Measure(
        _("Anger taken for abuse"),
        _("Of 100 messages that are furious but attack nobody, it calls %(count)s abusive or threatening."),
        "percent",
        more_is_better=False,
    ),
    "ordinary-false-alarms-per-1000": Measure(
        _("False alarms on ordinary mail"),
        _("Of 1,000 ordinary messages, it calls %(count)s abusive or threatening by mistake."),
        "per-1000",
        more_is_better=False,
    ),
    "manner-macro-f1": Measure(
        _("The tone as a whole"),
        _(
            "On a scale where 1 is never wrong, it tells the tones apart with %(count)s; "
            "rare tones count as much as common ones."
        ),
        "score",
    ),
    "kind-recall": Measure(
        _("What was said"),
        _("Of 100 messages that hold such words, it marks %(count)s, depending on the kind of words."),
        "percent",
    ),
    "commitments-f1": Measure(
        _("Promises and their times"),
        _("On a scale where 1 is none missed, none invented and every time right, it finds promises with %(count)s."),
        "score",
    ),
    "haggle-f1": Measure(
        _("Pressure on the price"),
        _("On a scale where 1 is never missed and never imagined, it sees pressure on the price with %(count)s."),
        "score",
    ),
    "our-fault-f1": Measure(
        _("Whose fault, they say"),
        _("On a scale where 1 is never missed and never imagined, it sees that we are blamed with %(count)s."),
        "score",
    ),
}
UNITS: words.Words = {
    "percent": _("Share"),
    "per-1000": _("Of 1,000"),
    "score": _("From 0 to 1"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One figure in words."""

    language: str
    kind: str
    value: str
    interval: str
    n: int
    says_too_little: bool
    target: str
    is_met: bool | None


@dataclass(frozen=True, slots=True)
class Group:
    """A measure with its lines, what it rests on, and the best and worst language in a sentence."""

    title: str
    meaning: str
    unit: str
    basis: str
    range: str
    lines: Sequence[Line]
    has_kinds: bool
    has_targets: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """All figures of one evaluation, of the reader `model` `version`."""

    model: str
    version: str
    on: date | None
    groups: Sequence[Group]


def measured(path: Path | None = None) -> Measured | None:
    """What was measured; None where there is no such file, or none that can be read."""
    try:
        return _from_json(json.loads((path or FILE).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        log.warning("The measured figures cannot be read (%s: %s).", type(error).__name__, error)
        return None


def _from_json(found: dict[str, Any]) -> Measured:
    rows = found["rows"]
    groups = [_group(measure, [row for row in rows if row["measure"] == code]) for code, measure in MEASURES.items()]
    on = str(found.get("measured_on") or "")[:10]
    return Measured(
        str(found["model"]),
        str(found["version"]),
        date.fromisoformat(on) if on else None,
        [group for group in groups if group.lines],
    )


def _group(measure: Measure, rows: Sequence[dict[str, Any]]) -> Group:
    order = [*words.LANGUAGES, ""]
    ranked = sorted(rows, key=lambda row: (row.get("kind") or "", order.index(_language(row))))
    lines = [_line(measure, row) for row in ranked]
    return Group(
        title=str(measure.title),
        meaning=str(measure.meaning) % {"count": _count(measure, rows)} if rows else "",
        unit=words.word(UNITS, measure.unit),
        basis=_basis(measure, rows),
        range=_range(measure, rows),
        lines=lines,
        has_kinds=any(line.kind for line in lines),
        has_targets=any(line.target for line in lines),
    )


def _count(measure: Measure, rows: Sequence[dict[str, Any]]) -> str:
    """The figure of all languages together, else the least and the most of what rests on enough messages."""
    enough = [row for row in rows if int(row["n"]) >= LEAST] or rows
    values = sorted(float(row["value"]) for row in [row for row in enough if not _language(row)] or enough)
    said = list(dict.fromkeys(_bare(measure, value) for value in (values[0], values[-1])))
    return said[0] if len(said) == 1 else between(*said)


def _bare(measure: Measure, value: float) -> str:
    """A figure for the middle of a sentence: how many of 100 or 1,000, or a score."""
    if measure.unit == "score":
        return decimal(value, 2)
    many = value * 100 if measure.unit == "percent" else value
    return decimal(many, 0 if many >= 10 or many == round(many) else 1)


def _line(measure: Measure, row: dict[str, Any]) -> Line:
    target = row.get("target")
    kind, language = row.get("kind") or "", _language(row)
    return Line(
        language=words.word(words.LANGUAGES, language) if language else gettext("All languages"),
        kind=words.word(words.KINDS, kind) if kind else "",
        value=_said(measure, float(row["value"])),
        interval=_interval(measure, row.get("low"), row.get("high")),
        n=int(row["n"]),
        says_too_little=int(row["n"]) < LEAST,
        target="" if target is None else _said(measure, float(target)),
        is_met=_is_met(measure, row),
    )


def _language(row: dict[str, Any]) -> str:
    """The variety of a row; empty for all of them together."""
    code = row.get("variety") or ""
    return code if code in words.LANGUAGES else ""


def _said(measure: Measure, value: float) -> str:
    if measure.unit == "percent":
        return percent(value)
    return decimal(value, 1 if measure.unit == "per-1000" else 2)


def _interval(measure: Measure, low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else between(_said(measure, float(low)), _said(measure, float(high)))


def _basis(measure: Measure, rows: Sequence[dict[str, Any]]) -> str:
    """What the figure of all languages together rests on; empty where there is none."""
    row = next((row for row in rows if not _language(row) and not row.get("kind")), None)
    if row is None:
        return ""
    interval = _interval(measure, row.get("low"), row.get("high"))
    if row.get("target") is None:
        said = gettext("%(n)s messages; 95%% interval: %(interval)s.")
    elif _is_met(measure, row):
        said = gettext("%(n)s messages; 95%% interval: %(interval)s; target: %(target)s, reached.")
    else:
        said = gettext("%(n)s messages; 95%% interval: %(interval)s; target: %(target)s, missed.")
    target = _said(measure, float(row.get("target") or 0))
    return said % {"n": number(int(row["n"])), "interval": interval, "target": target}


def _is_met(measure: Measure, row: dict[str, Any]) -> bool | None:
    """Whether the figure itself reaches its target; None where it has none."""
    if row.get("target") is None:
        return None
    value, target = float(row["value"]), float(row["target"])
    return value >= target if measure.more_is_better else value <= target


def _range(measure: Measure, rows: Sequence[dict[str, Any]]) -> str:
    """The best and the worst language in a sentence; empty where too few rest on enough messages to be compared."""
    comparable = [row for row in rows if _language(row) and not row.get("kind") and int(row["n"]) >= LEAST]
    if len(comparable) < 2:
        return ""
    ranked = sorted(comparable, key=lambda row: float(row["value"]), reverse=measure.more_is_better)
    best, worst = ranked[0], ranked[-1]
    if _said(measure, float(best["value"])) == _said(measure, float(worst["value"])):
        return gettext("The same in every language.")
    return gettext("Best: %(best)s, %(best_value)s. Worst: %(worst)s, %(worst_value)s.") % {
        "best": words.word(words.LANGUAGES, _language(best)),
        "best_value": _said(measure, float(best["value"])),
        "worst": words.word(words.LANGUAGES, _language(worst)),
        "worst_value": _said(measure, float(worst["value"])),
    }
