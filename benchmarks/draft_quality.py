"""How often the draft check is right: labelled replies by another author, and polite replies of public sets.

Run: python -m benchmarks.draft_quality [--findings FOLDER]. Writes results/draft_quality.json. The folder gets every
tenth finding on the public sets, to be read by people; no public text is kept in the repository.
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from evenhand.knowledge.drafting.catalogue import catalogue
from evenhand.knowledge.drafting.check import check
from evenhand.knowledge.drafting.draft import Audience
from evenhand.knowledge.drafting.facts_reading import facts_from
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.language.shape import VARIETIES

ROOT = Path(__file__).resolve().parent.parent
REPLIES = ROOT / "corpus" / "replies"
DATA = ROOT.parent / "shared" / "data"
RESULT = Path(__file__).parent / "results" / "draft_quality.json"
EVERY = 10


class Judged(NamedTuple):
    """A labelled reply: what should be found, what was, and what of it counts as an alarm."""

    variety: str
    expected: frozenset[str]
    found: frozenset[str]
    alarms: frozenset[str]


def main(arguments: list[str]) -> None:
    """Measure and keep."""
    replies = [_judged(row) for variety in VARIETIES for row in _rows(REPLIES / f"{variety}.jsonl")]
    folder = Path(arguments[1]) if arguments[:1] == ["--findings"] else None
    result = {
        "measured_on": datetime.now(UTC).date().isoformat(),
        "n_replies": len(replies),
        "recall": _recall(replies),
        "clean": _clean(replies),
        "polite": {name: _polite(name, turns, folder) for name, turns in _public().items()},
        "target": {"recall_per_slug": 0.8, "clean_with_alarm": 0.05, "polite_findings_right": 0.8},
    }
    RESULT.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2, ensure_ascii=False))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _judged(row: Mapping[str, Any]) -> Judged:
    found = check(row["text"], row["lang"], Audience(row["audience"]), facts_from(row.get("facts", {})))
    expected = frozenset(each["slug"] for each in row["expect"])
    return Judged(row["lang"], expected, frozenset(each.slug for each in found), frozenset(_alarms(found)))


def _alarms(found: Iterable[Finding]) -> Iterator[str]:
    """The slugs of warnings and errors."""
    return (each.slug for each in found if each.severity is not Severity.SUGGESTION)


def _recall(replies: list[Judged]) -> dict[str, Any]:
    """Of the replies that should have a finding of a rule, how many have it; all varieties together, and each."""
    recall: dict[str, Any] = {}
    for slug in sorted(rule.slug for rule in catalogue()):
        wanted = [reply for reply in replies if slug in reply.expected]
        hits = [reply for reply in wanted if slug in reply.found]
        extra = [reply for reply in replies if slug in reply.alarms and slug not in reply.expected]
        missed = Counter(reply.variety for reply in wanted if slug not in reply.found)
        recall[slug] = {
            "n": len(wanted),
            "recall": round(len(hits) / len(wanted), 2) if wanted else None,
            "missed": dict(missed),
            "alarms_not_labelled": len(extra),
        }
    labels = sum(len(reply.expected) for reply in replies)
    found = sum(len(reply.expected & reply.found) for reply in replies)
    varieties = {
        variety: round(
            sum(len(r.expected & r.found) for r in replies if r.variety == variety)
            / sum(len(r.expected) for r in replies if r.variety == variety),
            3,
        )
        for variety in VARIETIES
    }
    return {"all": round(found / labels, 3), "n_labels": labels, "by_variety": varieties, "by_slug": recall}


def _clean(replies: list[Judged]) -> dict[str, Any]:
    clean = [reply for reply in replies if not reply.expected]
    alarmed = [reply for reply in clean if reply.alarms]
    return {
        "n": len(clean),
        "with_alarm": len(alarmed),
        "share": round(len(alarmed) / len(clean), 3),
        "by_variety": dict(Counter(reply.variety for reply in alarmed)),
        "by_slug": dict(Counter(slug for reply in alarmed for slug in reply.alarms)),
    }


def _public() -> dict[str, list[str]]:
    """The turns of those who serve, in sets that may only be measured on; {} where the data is not there."""
    found: dict[str, list[str]] = {}
    tweets = DATA / "TweetSumm" / "dialogues.jsonl"
    if tweets.exists():
        turns = [turn for row in _rows(tweets) for turn in row["turns"]]
        found["TweetSumm agents"] = [turn["text"] for turn in turns if turn["from"] == "agent"]
    archive = DATA / "CrossWOZ" / "test.json.zip"
    if archive.exists():
        with zipfile.ZipFile(archive) as opened:
            dialogues = json.loads(opened.read(opened.namelist()[0]))
        messages = [each for row in dialogues.values() for each in row["messages"]]
        found["CrossWOZ system"] = [each["content"] for each in messages if each["role"] == "sys"]
    return found


def _polite(name: str, turns: list[str], folder: Path | None) -> dict[str, Any]:
    """How many warnings and errors there are on replies that were really sent."""
    language = "zh-Hans" if name.startswith("CrossWOZ") else "en"
    alarms = [(text, each) for text in turns for each in check(text, language) if each.severity.rank]
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        lines = [f"{each.slug}\t{text[each.start : each.end]!r}\t{text!r}" for text, each in alarms[::EVERY]]
        (folder / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return {
        "n_turns": len(turns),
        "turns_with_alarm": len({text for text, _ in alarms}),
        "alarms": len(alarms),
        "alarms_per_1000_turns": round(len(alarms) / len(turns) * 1000, 1),
        "by_slug": dict(Counter(each.slug for _, each in alarms).most_common()),
    }


if __name__ == "__main__":
    main(sys.argv[1:])
