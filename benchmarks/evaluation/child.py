"""Cost, in a process of its own so that nothing else weighs on it: `python -m benchmarks.evaluation.child NAME`.

Prints JSON: messages a processor second of each block, how many messages a block had, and the peak of memory in MB.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.read_speed import messages
from evenhand.doors.cli.read import FEWER_COLLECTIONS

BLOCKS, EACH = 10, 500
BLOCK_S = 1.0  # slow readers get fewer messages a block, as many as fit in so many seconds
_Work = Callable[[list[str]], object]


def main(name: str) -> None:
    """Measure one of `_MAKERS` and print the result."""
    gc.set_threshold(*FEWER_COLLECTIONS)  # as the reading command does
    work = _MAKERS[name]()
    each = _fitting(work)
    texts = messages(BLOCKS * each)
    work(texts[:each])
    rates = []
    for at in range(0, len(texts), each):
        began = time.process_time()
        work(texts[at : at + each])
        rates.append(each / (time.process_time() - began))
    peak = _peak_mb()
    print(json.dumps({"messages_per_second": rates, "each": each, "peak_mb": peak}))


def _peak_mb() -> float:
    """Of this process alone; what getrusage says counts the parent before the start of the child too."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def _fitting(work: _Work) -> int:
    few = messages(10)
    work(few)  # loads what each language needs
    began = time.process_time()
    work(few)
    return max(2, min(EACH, int(BLOCK_S * len(few) / (time.process_time() - began))))


def _reading() -> _Work:
    from evenhand.knowledge.language.reading import read

    return lambda texts: [read(text) for text in texts]


def _profanity_check() -> _Work:
    import profanity_check

    return lambda texts: [profanity_check.predict_prob([text]) for text in texts]


def _better_profanity() -> _Work:
    from better_profanity import profanity

    profanity.load_censor_words()
    return lambda texts: [profanity.contains_profanity(text) for text in texts]


def _word_lists() -> _Work:
    from benchmarks.evaluation.public import wordlists

    return lambda texts: [wordlists.hits(text, variety) for text in texts for variety in ("en", "fi", "zh-Hans")]


def _network() -> _Work:
    from benchmarks.evaluation.network import forward, weights

    made = weights()
    return lambda texts: [forward(made, seed) for seed in range(len(texts))]


def _encoder() -> _Work:
    from evenhand.doors.encoder.head import shipped_head
    from evenhand.doors.encoder.nano import Encoder

    encoder, head = Encoder(), shipped_head()
    return lambda texts: [head.scores(encoder.vector(text).tolist()) for text in texts]


_MAKERS: dict[str, Callable[[], _Work]] = {
    "reading": _reading,
    "encoder": _encoder,
    "alt-profanity-check": _profanity_check,
    "better-profanity": _better_profanity,
    "word lists": _word_lists,
    "network": _network,
}

if __name__ == "__main__":
    main(sys.argv[1])
