"""Make the tables that tell varieties apart: `zh/script.tsv` and `trigrams.tsv` in the language ring.

Run it by hand where a table must change; what it writes is committed. `script` needs the package `opencc`, which
the desk itself does not. `trigrams` reads texts of one sentence a line (first column where there are tabs) and keeps
every fifth line out, to say how often the trigrams alone tell the two languages apart:

    python tools/train_varieties.py script
    python tools/train_varieties.py trigrams --english FILE... --finnish FILE...

The committed trigrams come from XED (subtitles, English and Finnish, CC BY 4.0) and Banking77 (English, CC BY 4.0).
"""

from __future__ import annotations

import argparse
import math
import random
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

LANGUAGE = Path(__file__).resolve().parents[1] / "src" / "evenhand" / "knowledge" / "language"
HAN = range(0x4E00, 0xA000)
# Cantonese words of their own: folding them would hide what marks the variety.
CANTONESE = set("嘅唔咗喺佢冇嘢畀俾哋啲係嗰噉咁仲嚟攞啱嘥瞓㗎喇喎搵睇乜咩嗌攰氹噃嚿啫")
# Characters that the general table leaves alone and that letters to a service desk do hold.
ADDED = {"妳": "你", "牠": "它", "瞭": "了", "藉": "借", "夠": "够", "佔": "占", "枱": "台", "乾": "干"}
# Everyday evidence of one script that the character sets alone do not show.
TRADITIONAL_ONLY = set("後於乾麽")
SIMPLIFIED_ONLY = set("听么坏愿")
SEED = 20260311
TRIGRAMS_PER_LANGUAGE = 2400
FLOOR = 180  # tenths of a bit: what a trigram costs that the table does not hold
WORD = re.compile(r"[a-zà-öø-ÿ']+")


def in_charset(character: str, charset: str) -> bool:
    """Whether a national character set holds the character."""
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def is_everyday_traditional(character: str) -> bool:
    """Whether Big5 counts the character among its 5,401 frequent ones."""
    if not in_charset(character, "big5"):
        return False
    return b"\xa4\x40" <= character.encode("big5") <= b"\xc6\x7e"


def script_rows() -> list[tuple[str, str, str]]:
    """Traditional, simplified, and which of the two are written in their own script only (t, s, ts or -)."""
    from opencc import OpenCC  # type: ignore[import-not-found]

    to_simplified = OpenCC("t2s")
    rows = []
    for code_point in HAN:
        traditional = chr(code_point)
        simplified = ADDED.get(traditional) or to_simplified.convert(traditional)
        if traditional in CANTONESE or simplified == traditional or len(simplified) != 1:
            continue
        if not in_charset(simplified, "gb2312"):
            continue
        marks = "t" if traditional in TRADITIONAL_ONLY or not in_charset(traditional, "gb2312") else ""
        marks += "s" if simplified in SIMPLIFIED_ONLY or not is_everyday_traditional(simplified) else ""
        rows.append((traditional, simplified, marks or "-"))
    return rows


def read_lines(paths: Iterable[Path]) -> list[str]:
    """The texts of all files, in a fixed random order."""
    lines: list[str] = []
    for path in paths:
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            numbered = re.match(r"\d+\t(.*)", line)
            text = numbered[1] if numbered else line
            lines.append(re.split(r"\t|,[a-z_?]+$", text)[0].lower())
    lines = sorted(set(lines))
    random.Random(SEED).shuffle(lines)
    return lines


def trigrams_of(line: str) -> list[str]:
    """Three letters in a row, the word boundary counting as one."""
    return [f"_{word}_"[at : at + 3] for word in WORD.findall(line) for at in range(len(word))]


def costs(lines: Iterable[str]) -> dict[str, int]:
    """Tenths of a bit that each frequent trigram costs in this language."""
    counts = Counter(trigram for line in lines for trigram in trigrams_of(line))
    total = sum(counts.values())
    frequent = counts.most_common(TRIGRAMS_PER_LANGUAGE)
    return {trigram: min(FLOOR, round(-10 * math.log2(count / total))) for trigram, count in frequent}


def train_trigrams(english: list[Path], finnish: list[Path]) -> None:
    """Write `trigrams.tsv` and say how the held-out lines come out."""
    lines = {"en": read_lines(english), "fi": read_lines(finnish)}
    tables = {language: costs(line for i, line in enumerate(of) if i % 5) for language, of in lines.items()}
    every = sorted(tables["en"].keys() | tables["fi"].keys())
    rows = [(t, str(tables["en"].get(t, FLOOR)), str(tables["fi"].get(t, FLOOR))) for t in every]
    write_rows(LANGUAGE / "trigrams.tsv", rows)
    for language, other in (("en", "fi"), ("fi", "en")):
        held_out = [found for line in lines[language][::5] if len(found := trigrams_of(line)) >= 8]
        right = sum(cost(found, tables[language]) < cost(found, tables[other]) for found in held_out)
        mean = sum(cost(found, tables[language]) / len(found) for found in held_out) / len(held_out)
        print(f"{language}: {right} of {len(held_out)} held-out lines right, {mean:.0f} tenths of a bit a trigram")


def cost(found: list[str], table: dict[str, int]) -> int:
    """Tenths of a bit that the trigrams cost by the table."""
    return sum(table.get(trigram, FLOOR) for trigram in found)


def write_rows(path: Path, rows: Iterable[tuple[str, ...]]) -> None:
    """Write a tab-separated table, one row a line."""
    path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size} bytes")


def main() -> None:
    """Make the tables named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("script")
    trigrams = commands.add_parser("trigrams")
    trigrams.add_argument("--english", nargs="+", type=Path, required=True)
    trigrams.add_argument("--finnish", nargs="+", type=Path, required=True)
    arguments = parser.parse_args()
    if arguments.command == "script":
        write_rows(LANGUAGE / "zh" / "script.tsv", script_rows())
    else:
        train_trigrams(arguments.english, arguments.finnish)


if __name__ == "__main__":
    main()
