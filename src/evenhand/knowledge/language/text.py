"""Text in a normal form that can be searched, with a map back to the original code points."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """`folded` is what lexicons and patterns match on; `starts[i]` is the original offset of folded[i].

    `starts` has one entry more than `folded`: its last is `len(original)`.
    """

    original: str
    folded: str
    starts: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The original code points that the folded stretch [start, end) stands for."""
        return self.starts[start], self.starts[end]


def fold(original: str) -> Text:
    """Case-fold, keeping offsets."""
    folded: list[str] = []
    starts: list[int] = []
    for index, character in enumerate(original):
        for piece in character.casefold():
            folded.append(piece)
            starts.append(index)
    starts.append(len(original))
    return Text(original, "".join(folded), tuple(starts))
