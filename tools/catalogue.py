"""Reading and writing gettext catalogues with the standard library alone, so that a fresh machine can compile them."""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

PLURALS = {
    "fi": "nplurals=2; plural=(n != 1);",
    "zh_Hant": "nplurals=1; plural=0;",
    "zh_Hans": "nplurals=1; plural=0;",
}


@dataclass(slots=True)
class Entry:
    """One text with its translations; `plural` is empty for a text without one, `context` for a text alone."""

    singular: str
    plural: str = ""
    context: str = ""
    strings: list[str] = field(default_factory=list)
    is_fuzzy: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What makes it one and the same text."""
        return self.singular, self.context

    @property
    def is_translated(self) -> bool:
        """Whether every form is there."""
        return bool(self.strings) and all(self.strings)


def forms(language: str) -> int:
    """How many plural forms a language has."""
    return int(PLURALS[language].split(";")[0].removeprefix("nplurals="))


def read(path: Path) -> dict[tuple[str, str], Entry]:
    """The entries of a .po file without header and obsolete ones; empty where there is no file."""
    if not path.exists():
        return {}
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    entries = [entry for block in blocks if (entry := _entry(block)) is not None]
    return {entry.key: entry for entry in entries}


def _entry(block: str) -> Entry | None:
    texts: dict[str, str] = {}
    keyword, is_fuzzy = "", False
    for line in block.splitlines():
        if line.startswith("#"):
            is_fuzzy = is_fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        if not line.startswith('"'):
            keyword, _, line = line.partition(" ")
        if line:
            texts[keyword] = texts.get(keyword, "") + json.loads(line)
    if not texts.get("msgid"):
        return None
    strings = [texts[name] for name in sorted(texts) if name.startswith("msgstr")]
    return Entry(texts["msgid"], texts.get("msgid_plural", ""), texts.get("msgctxt", ""), strings, is_fuzzy)


def as_po(language: str, entries: Iterable[Entry]) -> str:
    """The text of a .po file: a short header, then the entries by their text, each string on one line."""
    header = "\n".join(
        [
            'msgid ""',
            'msgstr ""',
            f'"Language: {language}\\n"',
            '"MIME-Version: 1.0\\n"',
            '"Content-Type: text/plain; charset=UTF-8\\n"',
            '"Content-Transfer-Encoding: 8bit\\n"',
            f'"Plural-Forms: {PLURALS[language]}\\n"',
        ]
    )
    return "\n\n".join([header, *(_as_block(entry) for entry in sorted(entries, key=lambda one: one.key))]) + "\n"


def _as_block(entry: Entry) -> str:
    lines = ["#, python-format"] if "%(" in entry.singular else []
    if entry.context:
        lines.append(f"msgctxt {_quoted(entry.context)}")
    lines.append(f"msgid {_quoted(entry.singular)}")
    if not entry.plural:
        return "\n".join([*lines, f"msgstr {_quoted(entry.strings[0])}"])
    lines.append(f"msgid_plural {_quoted(entry.plural)}")
    return "\n".join([*lines, *(f"msgstr[{number}] {_quoted(text)}" for number, text in enumerate(entry.strings))])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def as_mo(language: str, entries: Iterable[Entry]) -> bytes:
    """The bytes of a .mo file (GNU format, revision 0) with what is translated and not fuzzy."""
    header = f"Content-Type: text/plain; charset=UTF-8\nLanguage: {language}\nPlural-Forms: {PLURALS[language]}\n"
    pairs = {b"": header.encode()}
    for entry in entries:
        if entry.is_translated and not entry.is_fuzzy:
            pairs[_mo_key(entry)] = "\0".join(entry.strings).encode()
    keys = sorted(pairs)
    start = 28 + 16 * len(keys)
    originals, start = _table(keys, start)
    translations, _ = _table([pairs[key] for key in keys], start)
    head = struct.pack("<7I", 0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, 0)
    return b"".join([head, originals, translations, *(k + b"\0" for k in keys), *(pairs[k] + b"\0" for k in keys)])


def _mo_key(entry: Entry) -> bytes:
    text = f"{entry.singular}\0{entry.plural}" if entry.plural else entry.singular
    return (f"{entry.context}\x04{text}" if entry.context else text).encode()


def _table(texts: list[bytes], start: int) -> tuple[bytes, int]:
    rows = []
    for text in texts:
        rows.append(struct.pack("<2I", len(text), start))
        start += len(text) + 1
    return b"".join(rows), start


def write(path: Path, content: bytes) -> None:
    """Replace a file in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    temporary.write_bytes(content)
    temporary.replace(path)
