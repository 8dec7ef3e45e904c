"""The weights of one family of languages: a table of features, with all heads packed into one integer each.

Adding up what hundreds of features say for each of many heads is the costly part of a reading. Here the heads of a
feature lie side by side in one Python integer, `LANE` bits each, so that one addition adds them all; a negative
weight borrows from the lane above and `unpack` gives back what was borrowed.

The file `<family>.tsv` begins with one line for each head (`#head`, scale, bias); then a feature and its packed
integer in hexadecimal on each line. Written by tools/training, read on first use.
"""

from __future__ import annotations

from evenhand.knowledge.language.scoring.grams import word_features

HEADS = (
    "attack", "threat", "hot", "insult", "degrading", "contempt", "appearance", "family", "discrimination", "sexual",
    "violence", "doxxing", "profanity", "lawful", "ultimatum", "haggle", "our_fault", "promise", "theirs", "ask",
    "unreasonable", "fair", "offence", "anger",
)  # fmt: skip
LANE = 20  # bits: a clause of 600 characters times the largest weight stays within half of it
_HALF, _FULL, _MASK = 1 << (LANE - 1), 1 << LANE, (1 << LANE) - 1
_WORDS_AT_MOST = 30_000  # bounds the memory that hostile text can take


class Weights:
    """The weights of one family; `scales` and `biases` turn sums of small integers into log-odds."""

    def __init__(self, table: dict[str, int], scales: tuple[float, ...], biases: tuple[float, ...]) -> None:
        self.table = table
        self.scales = scales
        self.biases = biases
        self._words: dict[str, tuple[int, int]] = {}

    def word(self, word: str) -> tuple[int, int]:
        """The packed sum over the features of a word, and how many they are; remembered."""
        known = self._words.get(word)
        if known is None:
            found = word_features(word)
            known = sum([self.table.get(feature, 0) for feature in found]), len(found)
            if len(self._words) < _WORDS_AT_MOST:
                self._words[word] = known
        return known

    def unpack(self, total: int, norm: float) -> tuple[float, ...]:
        """The log-odds of each head from a packed sum, divided by the norm of the clause."""
        values = []
        for scale, bias in zip(self.scales, self.biases, strict=True):
            lane = total & _MASK
            if lane >= _HALF:
                lane -= _FULL
            total = (total - lane) >> LANE
            values.append(lane * scale / norm + bias)
        return tuple(values)


def pack(values: list[int]) -> int:
    """Small signed integers, one a head, in one integer."""
    return sum(value << (LANE * place) for place, value in enumerate(values))


def read_weights(text: str) -> Weights:
    """Weights from the text of a file. Raises ValueError where a head is missing or a line is none."""
    lines = text.split("\n")
    heads = [line.split("\t") for line in lines[: len(HEADS)]]
    if tuple(row[0] for row in heads) != tuple(f"#{name}" for name in HEADS):
        raise ValueError("the heads of the weights are not those of this version")
    rows = [line.split("\t") for line in lines[len(HEADS) :] if line]
    table = {feature: int(packed, 16) for feature, packed in rows}
    return Weights(table, tuple(float(row[1]) for row in heads), tuple(float(row[2]) for row in heads))
