"""Which variety each stretch of a message is written in: en, fi, zh-Hans, zh-Hant, yue, or und.

- A passage is a run of lines or sentences in one variety. Words of another language inside a Chinese sentence do not
  split it; a sentence or paragraph of its own does.
- What says nothing by itself (numbers, names, addresses, pictures) takes the variety of its neighbour; a message of
  nothing else is und. So are languages that the desk does not read.
- Chinese script is told by characters that exist in one script only. A line that shows none takes the script of the
  message, a message that shows none is zh-Hans.
- Cantonese is told by its own words, weighed against those of Mandarin, in either script; what shows no Cantonese word
  is Mandarin. A neutral line in a Cantonese message is Cantonese.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evenhand.knowledge.language.chinese import variety_of_each
from evenhand.knowledge.language.document import Part
from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.latin import clear_language, is_mixed, language_of, language_of_few, words_of
from evenhand.knowledge.language.text import Text
from evenhand.knowledge.language.variety import Passage, Variety

_BEYOND_LATIN, _FIRST_HAN = "Ͱ", "㐀"
_HAN = late("[㐀-鿿豈-﫿]")
# Letters that are neither Latin nor Han: Greek to Thai, kana, Hangul and what lies beyond.
_ELSEWHERE = late("[Ͱ-ᷨぁ-ゖァ-ヺㄱ-ㆎ가-힣ﭐ-﷿]")
_SENTENCE_END = late(r"[。！？!?]++|(?<!\.)\.++(?=\s|\Z|[^\0-ɏ])")
_AT_A_GLANCE = 2000  # characters; a longer text is told line by line
_MIXED_FROM = 6  # Latin words in a line with Chinese from which its sentences are told one by one
_CHINESE: Variety = "zh-Hans"  # stands for any Chinese until the evidence of the whole message is in

# Folded offsets, and what the stretch is: None where it says nothing by itself.
_Stretch = tuple[int, int, Variety | None]


def varieties(text: Text) -> tuple[Passage, ...]:
    """The passages of a text, in order, without blanks around them; () for a blank text. Linear in its length."""
    folded = text.folded
    if not folded or folded.isspace():
        return ()
    chinese = max(folded) >= _FIRST_HAN and _HAN.search(folded) is not None
    if not chinese and len(folded) <= _AT_A_GLANCE and (max(folded) < _BEYOND_LATIN or not _ELSEWHERE.search(folded)):
        language = clear_language(words_of(folded))
        if language:
            return _passages(text, [(0, len(folded), language)])
    told = [found for line in _lines(folded) for found in _told(folded, *line)]
    if all(language is None for _, _, language in told):
        return _passages(text, [(0, len(folded), language_of_few(words_of(folded)) or "und")])
    stretches = _neutral_resolved(told)
    if chinese:
        stretches = _chinese_resolved(text, stretches)
    return _passages(text, stretches)


def main_variety(passages: Sequence[Passage], parts: Sequence[Part] = ()) -> Variety:
    """The variety of most of the text; where parts are given, of the writer's own words if there are any.

    A Chinese character counts as three Latin letters. What the desk can read goes before und.
    """
    own = [(part.start, part.end) for part in parts if part.kind in ("greeting", "body")]
    return _heaviest(passages, own) or _heaviest(passages, [(0, passages[-1].end)] if passages else []) or "und"


def _heaviest(passages: Sequence[Passage], within: Sequence[tuple[int, int]]) -> Variety | None:
    if len(passages) == 1 and within and within[0][0] < passages[0].end and within[-1][1] > passages[0].start:
        return passages[0].language
    weights: dict[Variety, int] = {}
    index = 0
    for passage in passages:
        weight = 3 if passage.language in ("zh-Hans", "zh-Hant", "yue") else 1
        while index < len(within) and within[index][1] <= passage.start:
            index += 1
        at = index
        while at < len(within) and within[at][0] < passage.end:
            shared = min(passage.end, within[at][1]) - max(passage.start, within[at][0])
            weights[passage.language] = weights.get(passage.language, 0) + weight * shared
            at += 1
    read = {language: weight for language, weight in weights.items() if language != "und"} or weights
    return max(read, key=lambda language: read[language]) if read else None


def _lines(folded: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(folded):
        end = folded.find("\n", start)
        end = len(folded) if end < 0 else end
        if end > start:
            yield start, end
        start = end + 1


def _told(folded: str, start: int, end: int) -> Iterator[_Stretch]:
    """A line as one stretch, or as one a sentence where several languages may stand in it."""
    line = folded[start:end]
    words = words_of(line)
    if not words and line.isascii():
        yield start, end, None
    elif is_mixed(words) or (len(words) >= _MIXED_FROM and max(line) >= _FIRST_HAN and _HAN.search(line)):
        for first, last in _sentence_bounds(folded, start, end):
            piece = folded[first:last]
            yield first, last, _language_of_piece(piece, words_of(piece))
    else:
        yield start, end, _language_of_piece(line, words)


def _sentence_bounds(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for stop in _SENTENCE_END.finditer(folded, start, end):
        yield start, stop.end()
        start = stop.end()
    if start < end:
        yield start, end


def _language_of_piece(piece: str, words: list[str]) -> Variety | None:
    if max(piece, default="") < _BEYOND_LATIN:
        return language_of(words)
    han, elsewhere = len(_HAN.findall(piece)), len(_ELSEWHERE.findall(piece))
    if elsewhere * 4 > max(han, len(words)):
        return "und"
    if han and 3 * han >= 2 * len(words):
        return _CHINESE
    return language_of(words)


def _neutral_resolved(stretches: list[_Stretch]) -> list[tuple[int, int, Variety]]:
    """Give what says nothing by itself the variety before it; at the beginning, the one after."""
    known: Variety = next((language for _, _, language in stretches if language), "und")
    resolved: list[tuple[int, int, Variety]] = []
    for start, end, language in stretches:
        known = language or known
        resolved.append((start, end, known))
    return resolved


def _chinese_resolved(text: Text, stretches: list[tuple[int, int, Variety]]) -> list[tuple[int, int, Variety]]:
    places = [index for index, stretch in enumerate(stretches) if stretch[2] == _CHINESE]
    pieces = []
    for index in places:
        start, end, _ = stretches[index]
        first, last = text.original_span(start, end)
        pieces.append((text.original[first:last], text.folded[start:end]))
    for index, variety in zip(places, variety_of_each(pieces), strict=True):
        stretches[index] = (*stretches[index][:2], variety)
    return stretches


def _passages(text: Text, stretches: Sequence[tuple[int, int, Variety]]) -> tuple[Passage, ...]:
    """Neighbours of one variety joined, blanks at both ends left out."""
    joined: list[tuple[int, int, Variety]] = []
    for start, end, language in stretches:
        if joined and joined[-1][2] == language:
            joined[-1] = (joined[-1][0], end, language)
        else:
            joined.append((start, end, language))
    found = []
    for start, end, language in joined:
        piece = text.folded[start:end]
        bare = len(piece.strip())
        if bare:
            start += len(piece) - len(piece.lstrip())
            found.append(Passage(*text.original_span(start, start + bare), language))
    return tuple(found)
