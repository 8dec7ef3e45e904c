"""The lines of the phrase bank as short messages of known manner."""

from __future__ import annotations

from collections.abc import Iterator

from tools.corpus.items import CORPUS, VARIETIES, Item
from tools.training.examples import Example, example

from evenhand.knowledge.language.signals.manner import ATTACK_KINDS, THREAT_KINDS

_MANNER = {
    **dict.fromkeys((*ATTACK_KINDS, "wish", "obfuscated"), "abusive"),
    **dict.fromkeys(THREAT_KINDS, "threatening"),
    **dict.fromkeys(("heat", "swearing"), "heated"),
    **dict.fromkeys(
        ("praise", "lookalike", "haggle", "price", "defect", "promise", "theirs", "notpromise", "ask", "plain"), "civil"
    ),
}  # what is not named may be one or the other: reproaches, quoted insults, lawful steps


def phrase_lines() -> Iterator[tuple[str, str, str, str]]:
    """Variety, group, label and text of every line."""
    for variety in VARIETIES:
        path = CORPUS / "phrases" / f"{variety}.tsv"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        for number, line in enumerate(lines):
            label, _, text = line.partition("\t")
            yield variety, f"phrases/{number}", label, text.strip()


def phrase_examples() -> list[Example]:
    """The lines whose label settles their manner."""
    return [
        example(_item(variety, group, _MANNER[label], text))
        for variety, group, label, text in phrase_lines()
        if label in _MANNER
    ]


def _item(variety: str, group: str, manner: str, text: str) -> Item:
    author, _, topic = group.partition("/")
    return Item(
        f"{variety}-{author}-{topic}", variety, author, topic, "difficult", text, 0, manner, "none", (), (), "none", (),
        (), (), (), None, (), frozenset(),
    )  # fmt: skip
