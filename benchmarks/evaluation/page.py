"""The page for people: docs/reference/evaluation.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.evaluation.report import Section, Table

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "evaluation.md"
_HEAD = """# How often the reading is wrong

This page is written by `make evaluate` and is never edited by hand. It shows how well the reading does on messages
that it has not seen, where it fails, and what it costs.

**How to read a figure.** `0.83 (0.79-0.87, n 612)` is a value with the interval in which the true value lies with
95 % confidence, and the number of cases that it rests on. A small n makes a wide interval: then little is known.
Intervals of plain shares are exact (Clopper and Pearson). Those of our corpus are made by drawing stories, not
messages, with replacement 1,000 times, because messages about one story resemble one another; for precision and
recall the wider of both is shown.

**When a target is met.** Where the bad end of the interval is within one and a half times of the target.
For false alarms: the upper end is at most one and a half times the target; a target of none is met by none.
For F1, precision and recall the rule is read as one on the error: with a target of 0.85 the error may be 0.15, so the
lower end of the interval has to be 0.775 or more. For messages a second the lower end has to be two thirds of the
target. A published figure is beaten by the value itself. *Too few* means that the value reaches the target while the
interval is too wide to call it met.

**Why targets are missed.** A third of the attacks in our corpus use no swear word: contempt, belittling, veiled
threats. Lists do not hold them, and a sum over words and characters of a clause sees little of them; an encoder sees
more (*The second look*). Thresholds are set by what a false accusation costs, so recall gives way first. Promises and
blame: like cases are labelled unlike (conditions, offers, what goes without saying), and patterns fitted to one author
carry over by a quarter. Restaurant reviews are not mail to staff, and are often harsh. Speed: lists, heads and grammars
each take a share; nothing stands out.
"""
_VERDICTS = {"met": "met", "missed": "**missed**", "open": "*too few*"}
_ORDER = ("missed", "open", "met")


def write(sections: Sequence[Section], results: Mapping[str, Any]) -> None:
    """Write the page from the kept results; a section that was not yet measured is left out."""
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text("\n".join(_lines(sections, results)) + "\n", encoding="utf-8")


def _lines(sections: Sequence[Section], results: Mapping[str, Any]) -> Iterator[str]:
    yield _HEAD
    yield from _targets(sections, results)
    for section in sections:
        result = results.get(section.name)
        if result is None:
            continue
        yield f"## {section.title}\n"
        model = f"{result['model']['name']} {result['model']['version']}"
        yield f"Measured on {result['measured_on']} with {model}: `python -m benchmarks.evaluate {section.name}`.\n"
        yield from (f"- {note}" for note in result["notes"])
        yield ""
        for table in section.tables:
            yield from _table(table, result["figures"])


def _targets(sections: Sequence[Section], results: Mapping[str, Any]) -> Iterator[str]:
    """All targets with their verdicts, the missed ones first."""
    rows = [
        (section.title, row)
        for section in sections
        for row in results.get(section.name, {}).get("figures", ())
        if row["verdict"] is not None
    ]
    count = Counter(row["verdict"] for _, row in rows)
    yield f"## Targets\n\n{len(rows)} figures have a target. Met: {count['met']}. Missed: {count['missed']}."
    yield f"Too few cases to say so: {count['open']}.\n"
    if rows:
        yield "| verdict | section | of | measure | figure | target |\n| --- | --- | --- | --- | --- | --- |"
    for title, row in sorted(rows, key=lambda pair: _ORDER.index(pair[1]["verdict"])):
        name = row["measure"] if row["kind"] is None else f"{row['measure']}, {row['kind']}"
        verdict = _VERDICTS[row["verdict"]]
        yield f"| {verdict} | {title} | {row['of']} | {name} | {_plain(row)} | {row['target']:g} |"
    yield ""


def _table(table: Table, figures: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    chosen = [row for row in figures if row["measure"] in table.measures]
    if not chosen:
        return
    cells = {(row[table.rows], row[table.columns]): row for row in chosen}
    rows = list(dict.fromkeys(row for row, _ in cells))
    there = {column for _, column in cells}
    order = table.measures if table.columns == "measure" else dict.fromkeys(column for _, column in cells)
    columns = [column for column in order if column in there]
    yield f"### {table.title}\n\n{table.meaning}\n"
    yield f"| | {' | '.join(_words(column) for column in columns)} |"
    yield "| --- " * (len(columns) + 1) + "|"
    for row in rows:
        yield f"| {row} | {' | '.join(_cell(cells.get((row, column))) for column in columns)} |"
    yield ""


def _words(column: str) -> str:
    return column.replace("-", " ") if column.islower() else column


def _cell(row: Mapping[str, Any] | None) -> str:
    if row is None:
        return ""
    return f"{_plain(row)} {_VERDICTS.get(row['verdict'], '')}".rstrip()


def _plain(row: Mapping[str, Any]) -> str:
    if row["value"] is None:
        return f"none (n {row['n']:,})"
    value, low, high = (_number(row[name]) for name in ("value", "low", "high"))
    return f"{value} ({low}-{high}, n {row['n']:,})"


def _number(value: float) -> str:
    """Three figures that count: 0.834, 12.3, 1,240."""
    size = abs(value)
    return f"{value:.3f}" if size < 2 else f"{value:.1f}" if size < 100 else f"{value:,.0f}"
