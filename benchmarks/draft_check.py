"""How fast a draft is checked: a cold start of the command, and a draft inside a running process, beside other linters.

Run: python -m benchmarks.draft_check [FOLDER ...]. The folders hold the commands of peers (proselint, write-good, alex,
textlint) where they are not on the path; a peer that is not found is left out. Writes results/draft_check.json.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from evenhand.knowledge.drafting.check import check
from evenhand.knowledge.drafting.facts_reading import facts_from

RESULT = Path(__file__).parent / "results" / "draft_check.json"
STARTS = 15
ROUNDS = 60
FACTS = {
    "sent_at": "2026-03-11T10:00",
    "owed_inputs": [],
    "capability_checks": [],
    "minutes": [],
    "open_commitments": [],
}
REPLIES = {
    "en": (
        "Thank you for writing to us about the export of {n} March.",
        "I understand that your accountant waited for it and that the month could not be closed.",
        "Our technician found the cause on Tuesday: rows with an empty cost centre were left out.",
        "The corrected file with all {n} rows is attached, and the totals agree with your ledger.",
        "You asked whether the earlier months are affected; we checked January and February, and they are not.",
        "If a row still looks wrong to you, please send me its number and I will look at it the same day.",
        "We will call you on Thursday, {n} March, at ten to go through the file together.",
    ),
    "fi": (
        "Kiitos viestistänne, joka koski maaliskuun {n}. päivän siirtoa.",
        "Ymmärrän, että kirjanpitäjänne odotti aineistoa eikä kuukautta saatu suljettua ajallaan.",
        "Asentajamme löysi syyn tiistaina: rivit, joilta puuttui kustannuspaikka, jäivät pois.",
        "Korjattu tiedosto, jossa on kaikki {n} riviä, on liitteenä, ja summat täsmäävät.",
        "Soitamme teille torstaina {n}.3. kello kymmenen, niin käymme tiedoston läpi yhdessä.",
    ),
    "zh-Hant": (
        "謝謝您來信說明三月{n}日匯出資料的情況。",
        "我了解會計同仁一直在等這份資料，月結也因此延後。",
        "工程師星期二找到原因：成本中心空白的資料列沒有匯出。",
        "更正後的檔案共{n}筆，已附在信中，總額與貴公司帳上一致。",
        "我們會在三月{n}日上午十點致電，和您一起逐筆確認。",
    ),
}


def main(folders: list[str]) -> None:
    """Measure and keep."""
    drafts = {variety: _draft(variety, 0) for variety in REPLIES}
    result = {
        "measured_on": datetime.now(UTC).date().isoformat(),
        "python": sys.version.split()[0],
        "load_average_of_the_machine_before": round(os.getloadavg()[0], 1),
        "words": {variety: _words(text) for variety, text in drafts.items()},
        "cold_start_ms": _cold(drafts["en"], folders),
        "n_cold_starts": STARTS,
        "ms_a_draft_in_a_running_process": {variety: _warm(variety) for variety in REPLIES},
        "n_drafts": ROUNDS,
        "target": {"cold_start_ms": 120, "ms_a_draft": 2},
    }
    RESULT.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2, ensure_ascii=False))


def _draft(variety: str, number: int) -> str:
    """A reply of about 300 words, or 500 Chinese characters; each number gives another one."""
    lines, size = REPLIES[variety], 0
    found: list[str] = []
    while size < (500 if variety == "zh-Hant" else 300):
        found.append(lines[len(found) % len(lines)].format(n=10 + (number + len(found)) % 18))
        size = _words("\n".join(found))
    return "\n".join(found) + "\n"


def _words(text: str) -> int:
    return len(text.split()) if max(text) < "㐀" else sum("㐀" <= character <= "鿿" for character in text)


def _warm(variety: str) -> dict[str, float]:
    """Milliseconds of CPU for drafts that are all different, after a few that warm up."""
    facts = facts_from(FACTS)
    times: list[float] = []
    gc.disable()
    for number in range(ROUNDS + 5):
        text = _draft(variety, number) + f"{number}\n"
        began = time.process_time()
        check(text, None, facts=facts)
        times.append((time.process_time() - began) * 1000)
    gc.enable()
    kept = sorted(times[5:])
    return {"median": round(statistics.median(kept), 2), "p90": round(kept[int(len(kept) * 0.9)], 2)}


def _cold(text: str, folders: list[str]) -> dict[str, dict[str, float]]:
    """Milliseconds from start to finish of each command on the same file, in turns."""
    with TemporaryDirectory() as place:
        file = Path(place) / "draft.md"
        file.write_text(text, encoding="utf-8")
        commands = _commands(file, folders)
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = str(Path(place) / "compiled")
        runs = {name: _timer(command, environment, place) for name, command in commands.items()}
        for run in runs.values():
            run()
        times: dict[str, list[float]] = {name: [] for name in runs}
        for _ in range(STARTS):
            for name, run in runs.items():
                times[name].append(run())
    return {name: _summary(each) for name, each in times.items()}


def _summary(times: list[float]) -> dict[str, float]:
    return {"median": round(statistics.median(times)), "fastest": round(min(times)), "slowest": round(max(times))}


def _commands(file: Path, folders: list[str]) -> dict[str, list[str]]:
    path = os.pathsep.join([str(Path(sys.executable).parent), *folders, os.environ.get("PATH", "")])
    wanted = {
        "evenhand": ["evenhand", "check", "--lang", "en", str(file)],
        "proselint": ["proselint", "check", str(file)],
        "write-good": ["write-good", str(file)],
        "alex": ["alex", str(file)],
        "textlint": ["textlint", "--rule", "write-good", str(file)],
    }
    found = {name: (shutil.which(command[0], path=path), command) for name, command in wanted.items()}
    return {name: [program, *command[1:]] for name, (program, command) in found.items() if program}


def _timer(command: list[str], environment: dict[str, str], place: str) -> Callable[[], float]:
    def run() -> float:
        began = time.perf_counter()
        subprocess.run(command, env=environment, cwd=place, capture_output=True, timeout=120, check=False)
        return (time.perf_counter() - began) * 1000

    return run


if __name__ == "__main__":
    main(sys.argv[1:])
