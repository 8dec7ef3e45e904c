"""The catalogues of the pages' texts: extract, list what is missing, fill in, compile, check.

    python tools/messages.py update            bring the three .po files up to the texts in the source
    python tools/messages.py missing fi        print the texts without a translation, as JSON
    python tools/messages.py fill fi FILE      take translations from JSON: {"text": "translation" or ["one", "many"]}
    python tools/messages.py compile           make the .mo files (they are not committed)
    python tools/messages.py check             fail if a text is missing, fuzzy, or has other parameters than its source

English is in the source. Files hold no line numbers, are sorted, and drop what is no longer used: merges stay calm.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import catalogue
from catalogue import Entry

SOURCE = Path(__file__).resolve().parent.parent / "src" / "evenhand"
LANGUAGES = tuple(catalogue.PLURALS)
PLURAL_FUNCTIONS = frozenset({"ngettext", "ngettext_lazy", "npgettext", "npgettext_lazy"})
CONTEXT_FUNCTIONS = frozenset({"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"})
FUNCTIONS = PLURAL_FUNCTIONS | CONTEXT_FUNCTIONS | {"_", "gettext", "gettext_lazy", "gettext_noop"}
PARAMETER = re.compile(r"%\((\w+)\)[sd]")


@cache
def texts() -> tuple[Entry, ...]:
    """Every text of the source, read once. Raises ValueError where one text stands with two plurals."""
    found: dict[tuple[str, str], Entry] = {}
    for entry in (*_python_texts(), *_template_texts()):
        known = found.setdefault(entry.key, entry)
        if known.plural and entry.plural and known.plural != entry.plural:
            raise ValueError(f"{entry.singular!r} has two plurals.")
        known.plural = known.plural or entry.plural
    return tuple(found.values())


def _python_texts() -> Iterator[Entry]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from _texts_in(path.read_text(encoding="utf-8"))


def _template_texts() -> Iterator[Entry]:
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    for path in sorted(SOURCE.rglob("templates/**/*.*")):
        if path.suffix in {".html", ".txt"}:
            code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            yield from _texts_in("\n".join(line.strip() for line in code.splitlines()))


def _texts_in(code: str) -> Iterator[Entry]:
    from babel.messages.extract import extract_python

    calls = extract_python(io.BytesIO(code.encode()), dict.fromkeys(FUNCTIONS), (), {})
    for _line, function, arguments, _comments in calls:
        given = [arguments] if isinstance(arguments, str) else list(arguments or ())
        context = given.pop(0) or "" if function in CONTEXT_FUNCTIONS else ""
        if given and given[0]:
            plural = given[1] or "" if function in PLURAL_FUNCTIONS and len(given) > 1 else ""
            yield Entry(given[0], plural, context)


def path_of(language: str) -> Path:
    """The catalogue of a language."""
    return SOURCE / "locale" / language / "LC_MESSAGES" / "django.po"


def merged(language: str) -> list[Entry]:
    """The texts of the source with the translations that are there; a form that is not there is empty."""
    old = catalogue.read(path_of(language))
    entries = []
    for entry in texts():
        wanted = catalogue.forms(language) if entry.plural else 1
        known = old.get(entry.key)
        strings = ((known.strings if known else []) + [""] * wanted)[:wanted]
        entries.append(Entry(entry.singular, entry.plural, entry.context, strings))
    return entries


def update() -> None:
    """Write the catalogues anew."""
    for language in LANGUAGES:
        catalogue.write(path_of(language), catalogue.as_po(language, merged(language)).encode())


def fill(language: str, translations: dict[str, str | list[str]]) -> int:
    """Put translations into the catalogue; returns how many were taken. Unknown texts are named on standard error."""
    entries = merged(language)
    taken = set()
    for entry in entries:
        given = translations.get(entry.singular)
        if given:
            strings = [given] if isinstance(given, str) else list(given)
            entry.strings = (strings * len(entry.strings))[: len(entry.strings)]
            taken.add(entry.singular)
    for text in translations.keys() - taken:
        print(f"{language}: not in the source: {text!r}", file=sys.stderr)
    catalogue.write(path_of(language), catalogue.as_po(language, entries).encode())
    return len(taken)


def missing(language: str) -> list[Entry]:
    """The texts of the source that have no translation yet."""
    return [entry for entry in merged(language) if not entry.is_translated]


def compile_all() -> None:
    """Make the .mo files from what is translated. Needs the standard library alone."""
    for language in LANGUAGES:
        entries = catalogue.read(path_of(language)).values()
        catalogue.write(path_of(language).with_suffix(".mo"), catalogue.as_mo(language, entries))


def is_compiled() -> bool:
    """Whether every .mo file is there and not older than its catalogue."""
    pairs = [(path_of(language), path_of(language).with_suffix(".mo")) for language in LANGUAGES]
    return all(made.exists() and made.stat().st_mtime >= source.stat().st_mtime for source, made in pairs)


def troubles() -> list[str]:
    """What is wrong with the catalogues, one sentence each; empty when nothing is."""
    found = []
    for language in LANGUAGES:
        found += [f"{language}: no translation of {entry.singular!r}" for entry in missing(language)]
        if path_of(language).read_text(encoding="utf-8") != catalogue.as_po(language, merged(language)):
            found.append(f"{language}: not up to date; run: python tools/messages.py update")
        for entry in catalogue.read(path_of(language)).values():
            found += [f"{language}: {trouble}" for trouble in entry_troubles(entry)]
    return found


def entry_troubles(entry: Entry) -> Iterator[str]:
    """Fuzzy, or other parameters than the source has. One form of several may leave a parameter out ("one day")."""
    if entry.is_fuzzy:
        yield f"fuzzy: {entry.singular!r}"
    wanted = _parameters([entry.singular, entry.plural])
    for string in filter(None, entry.strings):
        given = _parameters([string])
        if given - wanted or (given != wanted and len(entry.strings) == 1):
            yield f"{string!r} has the parameters {sorted(given)}, its source {sorted(wanted)}"


def _parameters(strings: Iterable[str]) -> set[str]:
    return {name for string in strings for name in PARAMETER.findall(string)}


def main(arguments: list[str]) -> int:
    """Run one of the commands; 0 when all is well."""
    match arguments:
        case ["update"]:
            update()
        case ["missing", language]:
            print(json.dumps({one.singular: "" for one in missing(language)}, ensure_ascii=False, indent=1))
        case ["fill", language, file]:
            print(fill(language, json.loads(Path(file).read_text(encoding="utf-8"))))
        case ["compile"]:
            compile_all()
        case ["check"]:
            found = troubles()
            print("\n".join(found) or "The catalogues are complete.")
            return 1 if found else 0
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
