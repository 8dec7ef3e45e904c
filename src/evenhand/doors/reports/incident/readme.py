"""README.txt: what a stranger needs to know, in the pack's language and in English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import wrap

from django.utils import translation
from django.utils.translation import get_language, gettext

from evenhand.record.people.queries import workspace

WIDTH = 78
RULE = "-" * WIDTH


@dataclass(frozen=True, slots=True)
class About:
    """What the README says of this pack. `no_pdf` is the code of a reason why there is no PDF, empty where there is."""

    number: int
    redacts: bool
    one_pair_of_eyes: bool
    has_erased: bool
    no_pdf: str


def readme(about: About) -> bytes:
    """The text in the active language, and in English under it where that is another."""
    own = _text(about)
    if (get_language() or "en") == "en":
        return own.encode()
    with translation.override("en"):
        return f"{own}\n{RULE}\n\n{_text(about)}".encode()


def notes(about: About) -> list[str]:
    """What is particular about this pack, as sentences; the pages say it, too."""
    return [*_erased(about), *_pdf(about)]


def _text(about: About) -> str:
    values = {"number": about.number, "firm": workspace().name}
    parts = [gettext("Evidence pack of incident %(number)s, %(firm)s") % values, *_how(), *_files(about)]
    return "\n\n".join(_folded([*parts, *_particular(about), *_limits()])) + "\n"


def _how() -> Iterator[str]:
    yield gettext(
        "To verify it you need Python 3.9 or later and nothing else: no other package, no network, no Evenhand. Unpack "
        "the file and run this in its folder:"
    )
    yield "    python verify.py"
    yield gettext("Or leave it packed, take verify.py out of it, and name the file:")
    yield "    python verify.py --pack FILE.zip"
    yield gettext(
        "It prints the fingerprint of the key that signed. Compare it with the fingerprint that you were given by "
        "another way, by telephone for example: a signature proves little as long as nobody knows whose it is. If you "
        "hold an older checkpoint of this record, add --checkpoint and its file."
    )


def _files(about: About) -> Iterator[str]:
    rows = [
        ("incident.html", gettext("the incident: when, where, who, what, why and how")),
        ("employer.html", gettext("what the employer did: who was told and answered, support, measures")),
        ("timeline.html", gettext("messages and events in order; timeline.csv is the same as a table")),
        ("data/", gettext("the same as data; sources.jsonl lists the mails as they came with their SHA-256")),
        (
            "entries.jsonl",
            gettext("the entries of the record, each with the path that proves it unaltered"),
        ),
        ("checkpoint.txt", gettext("the signed head of the record to which the paths lead")),
        ("key.txt", gettext("the public key that signed")),
        ("manifest.json", gettext("the SHA-256 of each file; manifest.note is its signature")),
    ]
    if not about.redacts:
        rows.insert(3, ("originals/", gettext("the mails as they came")))
    if not about.no_pdf:
        rows.insert(2, ("*.pdf", gettext("these two pages once more as PDF/A")))
    yield gettext("What is in it:")
    yield from (f"    {name:<16}{meaning}" for name, meaning in rows)


def _particular(about: About) -> Iterator[str]:
    if about.one_pair_of_eyes:
        yield gettext("ONE PAIR OF EYES: one person alone made this pack on the server. Nobody else approved it.")
    else:
        yield gettext("Two people decided on this pack: one asked for it, another approved it.")
    if about.redacts:
        yield gettext(
            "People who took no part are called “person 1” and so on. Names that the desk does not know may still "
            "stand in what people wrote: read it before you hand it on. The mails as they came are left out, since a "
            "mail cannot be changed without changing its SHA-256; data/sources.jsonl lists each of them."
        )
    yield gettext(
        "Whoever reported it is shown by role unless they chose to be named. Our internal notes are left out."
    )
    yield from notes(about)


def _erased(about: About) -> Iterator[str]:
    if about.has_erased:
        yield gettext(
            "Part of the content was erased by law or on request. What is gone stands as erased, with its day; that it "
            "was on record, and when, is still proved."
        )


def _pdf(about: About) -> Iterator[str]:
    reasons = {
        "extra": gettext("There is no PDF: the desk that made this pack has no evenhand[pdf]. The pages print well."),
        "glyph": gettext("There is no PDF: its fonts lack a character of the text. The pages print well."),
        "long": gettext("There is no PDF: a page is too long for one. The pages print well."),
        "other": gettext("There is no PDF: it could not be made. The pages print well."),
    }
    if about.no_pdf:
        yield reasons[about.no_pdf]


def _limits() -> Iterator[str]:
    yield gettext(
        "It cannot show what was left out of it, nor that what people wrote is true. The pages are as whoever holds "
        "the key signed them; the entries are proved by the record itself."
    )


def _folded(parts: Iterable[str]) -> Iterator[str]:
    """Paragraphs, folded at spaces; lines that are set in stay as they are and together."""
    listed: list[str] = []
    for part in parts:
        if part.startswith("    "):
            listed.append(part)
            continue
        if listed:
            yield "\n".join(listed)
            listed = []
        yield "\n".join(wrap(part, WIDTH, break_long_words=False, break_on_hyphens=False)) or part
    if listed:
        yield "\n".join(listed)
