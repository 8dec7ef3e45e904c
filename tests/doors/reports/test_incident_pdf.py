"""PDF/A beside the pages: with the extra, where the font has every character; else README and pages say why not."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import packing
import pytest

from evenhand.doors.reports.incident import pdf
from evenhand.doors.reports.incident.blocks import line

pytestmark = pytest.mark.django_db


def bytes_of(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


@pytest.fixture
def with_extra() -> None:
    """Skips where `evenhand[pdf]` is not installed."""
    if pdf.made_with() is None:
        pytest.skip("evenhand[pdf] is not installed")


def test_without_the_extra_it_says_so_and_verifies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pdf, "made_with", lambda: None)
    data = packing.packed(packing.shouted())
    assert not [name for name in packing.names_in(data) if name.endswith(".pdf")]
    for name in ("README.txt", "incident.html", "employer.html"):
        assert "There is no PDF: the desk that made this pack has no evenhand[pdf]" in " ".join(
            packing.text_of(data, name).split()
        )
    assert packing.verified(data, tmp_path).returncode == 0


@pytest.mark.usefixtures("with_extra")
@pytest.mark.parametrize("language", ["en", "fi", "zh-hant", "zh-hans"])
def test_it_is_pdf_a_and_the_same_again(language: str) -> None:
    incident = packing.shouted()
    data = packing.packed(incident, language=language)
    for name in ("incident.pdf", "employer.pdf"):
        page = bytes_of(data, name)
        assert page.startswith(b"%PDF-")
        assert b"pdfaid:part" in page
    assert packing.packed(incident, language=language) == data
    assert "There is no PDF" not in packing.text_of(data, "README.txt")


@pytest.mark.usefixtures("with_extra")
def test_a_character_that_the_font_lacks_means_no_pdf_rather_than_a_box() -> None:
    data = packing.packed(packing.shouted(line="He sent me \N{POUTING FACE} again."))
    assert not [name for name in packing.names_in(data) if name.endswith(".pdf")]
    assert "its fonts lack a character" in " ".join(packing.text_of(data, "README.txt").split())
    assert "\N{POUTING FACE}" in packing.text_of(data, "incident.html")


@pytest.mark.usefixtures("with_extra")
def test_what_people_wrote_is_never_read_as_markup() -> None:
    hostile = '#panic("x") *bold* $x$ \\ `code` <label> @reference #read("/etc/passwd")'
    assert "incident.pdf" in packing.names_in(packing.packed(packing.shouted(line=hostile)))


@pytest.mark.usefixtures("with_extra")
def test_a_page_that_is_too_long_has_none() -> None:
    with pytest.raises(pdf.NoPdf) as error:
        pdf.as_pdf("Long", (line("x") for _ in range(pdf.LONGEST + 1)), language="en", at=packing.LATER)
    assert error.value.code == "long"
