"""The weights of one family of languages: a table of features, with all heads packed into one integer each.

Adding up what hundreds of features say for each of many heads is the costly part of a reading. Here the heads of a
feature lie side by side in one Python integer, `LANE` bits each, so that one addition adds them all; a negative
weight borrows from the lane above, and `unpack` lifts all lanes above zero before it reads them back.

The file `<family>.tsv` begins with one line for each head (`#head`, scale, bias); then a feature on each line, with its
weights as signed bytes in hexadecimal, two digits a head. Written by tools/training, read on first use.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from struct import Struct

from evenhand.knowledge.language.scoring.grams import word_features

HEADS = (
    "attack", "threat", "hot", "insult", "degrading", "contempt", "appearance", "family", "discrimination", "sexual",
    "violence", "doxxing", "profanity", "lawful", "ultimatum", "haggle", "our_fault", "promise", "theirs", "ask",
    "unreasonable", "fair", "offence", "anger",
)  # fmt: skip
LANE = 32  # bits: sums stay far within half of it, and lanes are read back as C integers
_HALF = 1 << (LANE - 1)
_BYTES = len(HEADS) * LANE // 8
_LANES = Struct(f"<{len(HEADS)}I")
_SIGNED = Struct(f"<{len(HEADS)}i")
_ROW = Struct(f"<{len(HEADS)}b")
_ABOVE_ZERO = sum(_HALF << (LANE * place) for place in range(len(HEADS)))
_ASKED_BEFORE_ALL = 400  # sums: one short message never pays for packing the whole table
_WORDS_AT_MOST = 30_000  # bounds the memory that hostile text can take


class Weights:
    """The weights of one family; `scales` and `biases` turn sums of small integers into log-odds.

    `rows` are the features as they stand in the file; a row is packed when it is first met.
    """

    def __init__(self, rows: dict[str, str], scales: tuple[float, ...], biases: tuple[float, ...]) -> None:
        self.rows = rows
        self.scales = scales
        self.biases = biases
        self._packed: dict[str, int] = {}
        self._asked = 0
        self._words: dict[str, tuple[int, int]] = {}

    def total(self, features: list[str]) -> int:
        """The packed sum over features; what the table does not hold counts nothing."""
        if self._asked < _ASKED_BEFORE_ALL:
            self._pack_met(features)
        return sum(map(self._packed.get, features, repeat(0)))

    def _pack_met(self, features: list[str]) -> None:
        """Pack what is met for the first time; once much has been asked, pack all, and never look again."""
        self._asked += 1
        wanted = self.rows if self._asked == _ASKED_BEFORE_ALL else self.rows.keys() & features
        for feature in wanted:
            if feature not in self._packed:
                self._packed[feature] = pack(_ROW.unpack(bytes.fromhex(self.rows[feature])))

    def word(self, word: str) -> tuple[int, int]:
        """The packed sum over the features of a word, and how many they are; remembered."""
        known = self._words.get(word)
        if known is None:
            found = word_features(word)
            known = self.total(found), len(found)
            if len(self._words) < _WORDS_AT_MOST:
                self._words[word] = known
        return known

    def unpack(self, total: int, norm: float) -> tuple[float, ...]:
        """The log-odds of each head from a packed sum, divided by the norm of the clause."""
        # Turning the highest bit of a lane back is taking its half away again, for all lanes at once.
        lanes = _SIGNED.unpack(((total + _ABOVE_ZERO) ^ _ABOVE_ZERO).to_bytes(_BYTES, "little"))
        rows = zip(lanes, self.scales, self.biases, strict=True)
        return tuple([lane * scale / norm + bias for lane, scale, bias in rows])


def pack(values: Sequence[int]) -> int:
    """Small signed integers, one a head, in one integer."""
    return int.from_bytes(_LANES.pack(*[value + _HALF for value in values]), "little") - _ABOVE_ZERO


def row_of(values: Sequence[int]) -> str:
    """Small integers, -128 to 127, one a head, as they stand in the file."""
    return _ROW.pack(*values).hex()


def read_weights(text: str) -> Weights:
    """Weights from the text of a file. Raises ValueError where its heads are not those of this version."""
    lines = text.split("\n")
    heads = [line.split("\t") for line in lines[: len(HEADS)]]
    if tuple(row[0] for row in heads) != tuple(f"#{name}" for name in HEADS):
        raise ValueError("the heads of the weights are not those of this version")
    rows = dict([line.split("\t") for line in lines[len(HEADS) :] if line])
    return Weights(rows, tuple(float(row[1]) for row in heads), tuple(float(row[2]) for row in heads))
