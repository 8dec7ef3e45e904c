"""The pages once more as PDF/A, by the extra `evenhand[pdf]`; a reason where there is none."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import import_module, metadata, resources
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from evenhand.doors.reports.incident.blocks import Block

STANDARD = "a-2a"
LONGEST = 2_000
"""Pieces of a page that are set as PDF; a longer page stays HTML alone."""
TYPESETTER, FONTS = "typst", "noto-cjk-sans-otc"


@dataclass(frozen=True, slots=True)
class NoPdf(Exception):
    """There is no PDF; `code` says why: "extra" (not installed), "glyph" (the fonts lack one), "long" or "other"."""

    code: str


@cache
def made_with() -> str | None:
    """The versions that a PDF depends on; None where the extra is not installed."""
    if find_spec("typst") is None or find_spec("noto_cjk_sans_otc") is None:
        return None
    return ", ".join(f"{name} {metadata.version(name)}" for name in (TYPESETTER, FONTS))


def as_pdf(title: str, blocks: Iterable[Block], *, language: str, at: datetime) -> bytes:
    """A page as PDF/A, the same bytes for the same input; `at` is when the PDF says it was made. Raises NoPdf."""
    if made_with() is None:
        raise NoPdf("extra")
    typst: Any = import_module("typst")  # an extra: it may not be there
    shown = list(islice(blocks, LONGEST + 1))
    if len(shown) > LONGEST:
        raise NoPdf("long")
    page = {"title": title, "language": language, "blocks": [_values(block) for block in shown]}
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[_font_folder()],
    )
    source = resources.files(__package__).joinpath("page.typ").read_bytes()
    compiler = typst.Compiler(source, font_paths=fonts, sys_inputs={"page": json.dumps(page)})
    dated = at.astimezone(UTC).replace(microsecond=0)  # no parts of a second are taken
    try:
        made = compiler.compile(format="pdf", pdf_standards=STANDARD, timestamp=dated)
    except typst.TypstError as error:
        raise NoPdf("glyph" if "could not be displayed" in str(error) else "other") from error
    if not isinstance(made, bytes):
        raise NoPdf("other")
    return made


def _font_folder() -> str:
    return str(Path(str(import_module("noto_cjk_sans_otc").__file__)).parent)


def _values(block: Block) -> dict[str, object]:
    parts = [list(part) for part in block.parts]
    return {"kind": block.kind, "text": block.text, "name": block.name, "language": block.language, "parts": parts}
