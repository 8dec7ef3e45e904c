"""Words in disguise: id1ot, sh1t, k*sipää, s.h.i.t, i-d-i-o-t. Modest on purpose: only a whole token is looked up.

A digit or sign may stand for several letters (4 for a or ä, 1 for i or l), a single star for any vowel, so a token may
have several readings; their number is bounded, and the whole stays linear in the length of the text.

Chinese characters with signs between them (白*痴, 低.能.儿) are read without the signs, two to four at a time; a long
row of them is a way of writing, no disguise.
"""

from __future__ import annotations

from re import compile as pattern

_LOOKALIKE = str.maketrans("013457@$!€", "oieastasie")
# What a sign may stand for besides: 4 is ä as well as a, 0 is ö as well as o, 1 and ! are l as well as i.
_SECOND = (("4@", "ä"), ("0", "ö"), ("1!", "l"))
_VOWELS = "aeiouyäö"
_MIXED = pattern(r"(?<![\w@.*$])(?=[a-zäöå@$€]{0,12}[0-9@$!€*])[a-zäöå@$€0-9!*]{3,18}(?![\w@$€*])")
_SPACED = pattern(r"(?<!\w)[a-zäö0-9](?:([.\-_ *:])[a-zäö0-9])(?:\1[a-zäö0-9]){2,12}(?!\w)")
_LETTERS = pattern(r"[a-zäöå]")
_PARTED = pattern(r"[㐀-鿿](?:[ .·•*_~/|+^#=‧・-]{1,2}[㐀-鿿])++")
_HAN = pattern(r"[㐀-鿿]")
_MOST_PARTED, _LONGEST_PARTED = 8, 4  # characters in a row, and in a word of it


def undisguised(folded: str) -> list[tuple[int, int, str]]:
    """Folded offsets of tokens that look disguised, each with a plain word it may stand for."""
    found = []
    for match in _MIXED.finditer(folded):
        token = match.group().rstrip("!")
        if len(_LETTERS.findall(token)) >= 2 and not token.isalpha():
            found += [(match.start(), match.start() + len(token), plain) for plain in _plain(token)]
    for match in _SPACED.finditer(folded):
        token = match.group().replace(match.group(1), "")
        if len(_LETTERS.findall(token)) >= 3:
            found += [(match.start(), match.end(), plain) for plain in (_plain(token) or [token])]
    for match in _PARTED.finditer(folded):
        found += _joined(folded, match.start(), match.end())
    return found


def _joined(folded: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """The words that parted characters may be."""
    places = [match.start() for match in _HAN.finditer(folded, start, end)]
    if len(places) > _MOST_PARTED:
        return []
    return [
        (places[first], places[last] + 1, "".join(folded[place] for place in places[first : last + 1]))
        for first in range(len(places))
        for last in range(first + 1, min(first + _LONGEST_PARTED, len(places)))
    ]


def _plain(token: str) -> list[str]:
    """The readings of a token with signs in place of letters; none where two stars leave too much open."""
    if token.count("*") > 1:
        return []
    readings = [token]
    for signs, letter in _SECOND:
        if any(sign in token for sign in signs):
            table = str.maketrans(dict.fromkeys(signs, letter))
            readings += [reading.translate(table) for reading in readings]
    readings = [reading.translate(_LOOKALIKE) for reading in readings]
    if "*" in token:
        readings = [reading.replace("*", vowel) for reading in readings for vowel in _VOWELS]
    return [reading for reading in dict.fromkeys(readings) if reading != token]
