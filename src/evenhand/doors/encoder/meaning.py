"""The reader of meaning that `knowledge.language.reading.read` can be given: loaded late, and asked once a text."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable

from evenhand.doors.encoder.head import Head, shipped_head
from evenhand.doors.encoder.nano import Encoder, NoEncoder, package_version, sayable, trouble
from evenhand.knowledge.language.scoring.second import Meaning, MeaningScores

log = logging.getLogger("evenhand.encoder")
KEPT = 10_000  # answers, some 2 MB; the one that was not wanted for longest goes first


class Asked:
    """A reader of meaning with a memory. `encoder` makes what gives vectors, on the first question.

    Answers are remembered by a hash of the text and the version of the encoder, never by the text.
    """

    def __init__(self, encoder: Callable[[], Encoder] = Encoder, head: Head | None = None, most: int = KEPT) -> None:
        self._make, self._head, self._most = encoder, head, most
        self._encoder: Encoder | None = None
        self._kept: OrderedDict[bytes, MeaningScores] = OrderedDict()
        self._version = package_version()
        self._lock = threading.Lock()

    def __call__(self, text: str) -> MeaningScores | None:
        """The answer. Raises NoEncoder where the encoder cannot be used."""
        key = hashlib.sha256(f"{self._version}\n{sayable(text)}".encode()).digest()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = self._ask(text)
                if len(self._kept) > self._most:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            return self._kept[key]

    def _ask(self, text: str) -> MeaningScores:
        if self._encoder is None:
            self._encoder = self._make()
        return (self._head or shipped_head()).scores(self._encoder.vector(text).tolist())


def ready_reader() -> Meaning:
    """A reader of meaning that loads at its first question, and where even that fails goes without an answer.

    Raises NoEncoder where the encoder is not installed or the processor cannot run it.
    """
    if why := trouble():
        raise NoEncoder(why)
    return without_fail(Asked())


def without_fail(asked: Meaning) -> Meaning:
    """The same, with None where the encoder cannot be used after all: the first look stands."""

    def answer(text: str) -> MeaningScores | None:
        try:
            return asked(text)
        except NoEncoder as problem:
            log.warning("%s", problem)
            return None

    return answer
