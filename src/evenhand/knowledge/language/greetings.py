"""The greeting at the beginning of a message."""

from __future__ import annotations

from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.phrases import beginning, phrases
from evenhand.knowledge.language.text import Text

_LOOKED_AT = 90
_WORDS_AT_MOST = 6
_REST = late(r"[^,!.，！。:：;、\n?？]{0,48}")
_PUNCTUATION = late(r"[,!.，！。:：;、~～…]+|\s-+(?=\s)")
# With nothing behind that tells a greeting ("Hello i want a refund"), only these stand as one.
_BARE = frozenset("hi hello hey hei moi moikka heippa moro terve 您好 你好 你们好 你哋好 嗨 哈喽 大家好".split())
_HONOURED = late(
    r"(?:(?:尊敬的|亲爱的|致|敬爱的)[^,，。:：!！\n?？]{1,20}|[^,，。:：!！\n?？\s的了是]{1,10}?(?:先生|女士|小姐|太太|经理|主任|老师|同事|同仁|团队|"
    r"客服|部门|负责人|老板|总监|主管|台鉴|钧鉴|大鉴))(?:们|台鉴|钧鉴)?\s?(?:您好|你好|好)?[ ]?"
    r"(?:[,，:：!！。]+|(?=\n|\Z))"
)
_NAME_LINE = late(r"[^\W\d_][\w'\-]{1,20}(?: [^\W\d_][\w'\-]{0,20}){0,2}[,:，：](?=[ \t]*(?:\n|\Z))")
_SPACE = late(r"\s*")


def greeting_end(text: Text, start: int) -> int:
    """The folded offset behind the greeting that begins at `start` (no blank there), or `start` if none does."""
    folded = text.folded
    limit = min(len(folded), start + _LOOKED_AT)
    match = beginning("greeting").match(folded, start, limit)
    if match:
        return _with_name(text, start, match.end(), limit)
    for pattern in (_HONOURED, _NAME_LINE):
        match = pattern.match(folded, start, limit)
        if match and (pattern is _HONOURED or _all_capital(text, start, match.end() - 1)):
            return match.end()
    return start


def _with_name(text: Text, start: int, word_end: int, limit: int) -> int:
    """The end of the greeting word, its name and the punctuation behind; `start` where it greets nobody."""
    folded, end = text.folded, word_end
    rest = _REST.match(folded, end, limit)
    name_end = rest.end() if rest else end
    closed = name_end >= len(folded) or folded[name_end] not in "?？"
    if closed and _all_capital(text, end, name_end):
        end = name_end
    punctuation = _PUNCTUATION.match(folded, end, limit)
    if punctuation:
        return punctuation.end()
    if end > word_end or end >= limit or folded[end] == "\n":
        return end
    bare = folded[start:word_end] in _BARE and folded[end] not in "-/"
    return end if bare else start


def _all_capital(text: Text, start: int, end: int) -> bool:
    """Whether a stretch is a name or words that go with one ("Hi Anna and team")."""
    if start >= end:
        return True
    first, last = text.original_span(start, end)
    words = text.original[first:last].split()
    if len(words) > _WORDS_AT_MOST:
        return False
    known = phrases("name")
    han = sum("㐀" <= letter <= "鿿" for word in words for letter in word)
    if han:
        return han <= 6 and len(words) <= 2
    return all(word in known or word.lower().strip(".") in known or _is_name(word) for word in words)


def _is_name(word: str) -> bool:
    return word[:1].isupper() and word.lower() not in ("i", "i'm", "i've", "we")
