"""Where a text repeats words that are hidden elsewhere, as quoted replies do; found in time linear to the text.

A trie over words and not a pattern: a pattern that lets quote marks stand anywhere can be made to run for ever by a
mail that is nothing but quote marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

SHORTEST_ECHO = 3
# A longer phrase is looked for in parts, so that no place of the text is compared with more words than this.
MOST_WORDS = 64
_HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# A word, a Han character, or a sign; blanks and quote marks may stand anywhere between them.
_WORD = re.compile(rf"[{_HAN}]|[^\W{_HAN}]+|[^\w\s>]")
_END = ""

Range = tuple[int, int]
Trie = dict[str, Any]


def echo_ranges(text: str, phrases: Iterable[str]) -> tuple[Range, ...]:
    """Where a text repeats hidden phrases of other messages; line breaks and ">" may differ, words may not."""
    trie = _trie(phrases)
    if not trie:
        return ()
    words = [(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]
    found: list[Range] = []
    for at, (_, start, _) in enumerate(words):
        if length := _longest(trie, words, at):
            end = words[at + length - 1][2]
            if found and start < found[-1][1]:  # two phrases share words: both are hidden whole
                found[-1] = (found[-1][0], max(end, found[-1][1]))
            else:
                found.append((start, end))
    return tuple(found)


def _trie(phrases: Iterable[str]) -> Trie:
    trie: Trie = {}
    for phrase in dict.fromkeys(phrases):
        if len(phrase) >= SHORTEST_ECHO:
            for part in _parts(_WORD.findall(phrase)):
                here = trie
                for word in part:
                    here = here.setdefault(word, {})
                here[_END] = True
    return trie


def _parts(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """Parts of nearly the same length, so that none is a lone common word."""
    count = -(-len(words) // MOST_WORDS)
    bounds = [len(words) * number // count for number in range(count + 1)] if count else []
    return (words[start:end] for start, end in pairwise(bounds))


def _longest(trie: Trie, words: Sequence[tuple[str, int, int]], at: int) -> int:
    """How many words from this place on are the longest phrase that begins here; 0 for none."""
    here, length = trie, 0
    for step, (word, _, _) in enumerate(words[at : at + MOST_WORDS], start=1):
        if word not in here:
            break
        here = here[word]
        if _END in here:
            length = step
    return length
